/* French words to tokens. The same, letter for letter, as generator/rendering/search/normaliser.py;
   tests/rendering/search compares both on thousands of words. Used by the worker and by the catalogue page. */
(function (monde) {
  "use strict";
  var racine = monde.OffreRacine;

  var MOT = /[0-9A-Za-zªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff]+/g;
  var LETTRE = /^[0-9A-Za-zªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff]$/;
  var LETTRES = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ª": "a", "º": "o", "µ": "u"
  };
  var PLURIEL = /[aiou]s$|(?:li|j|f|vo)eux$/;
  var MEMES = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes", former: "formation" };
  // tokens of one family that the stemmer parts: « créer », « création »
  var FAMILLES = Object.create(null);
  ("creation cre createur creatric|ouvertur ouvr ouvert|soutien souten soutient|choix chois|decis decid decident|" +
    "apprentissag apprendr apprend apprennent|gestion ger gestionnair|etud etudi|essaim essaimag|jeun jeuness|" +
    "adher adherent adhes|benevol benevolat|agricultur agricol agriculteur agricultric|visit visiteur|suiv suivr|" +
    "connaiss connaitr connaissent|repons repondr repond|ecritur ecrir ecrit ecriv|subvent subvention|" +
    "construct construir|transmiss transmettr|product produir|inscript inscrir|reussit reuss|elu elir|" +
    "solidair solidar|citoyen citoyennet").split("|").forEach(function (famille) {
    var membres = famille.split(" ");
    membres.slice(1).forEach(function (membre) { FAMILLES[membre] = membres[0]; });
  });
  function ensemble(mots) {
    var e = Object.create(null);
    mots.split(" ").forEach(function (m) { e[m] = true; });
    return e;
  }
  var ELISIONS = ensemble("l d j m n s t c qu jusqu lorsqu puisqu quoiqu");
  var VIDES = ensemble(
    "a afin ai aie aient ainsi ait alors apres as au aucun aucune aujourd aupres auquel aura aurait aussi autre " +
    "autres aux auxquels avaient avait avant avec avez avoir avons ayant beaucoup bien ca car ce ceci cela celle " +
    "celles celui cependant ces cet cette ceux chaque chez ci comme comment dans de dedans dehors deja depuis des " +
    "desormais desquels dessous dessus devra devrait doit doivent donc dont du duquel elle elles en encore enfin " +
    "entre es est et etaient etait etant etes etre eu eux fais faisons fait faire faut fut hors hui il ils je " +
    "jusque la laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui ma mais me meme memes mes " +
    "mien moi moins mon ne ni non nos notre nous on ont or ou oui par parce parfois parmi pas pendant personne " +
    "peu peut peuvent peux plus plusieurs plutot pour pourquoi pourra pourrait pouvez pouvons puis puisque qu " +
    "quand que quel quelle quelles quelqu quelque quelques quels qui quoi sa sans sauf se sera serait seront ses " +
    "si sien soi soit sommes son sont sur ta te tel telle telles tels tes toi ton tous tout toute toutes tres " +
    "trop tu un une unes uns vais vers veut veux voici voila vont vos votre voudrais voudrait voudrions voulons " +
    "vous vu y ete etions suis es sois cherche cherchons sais sait savons savez arrive arrivons aimerais aimerait " +
    "aimerions souhaite souhaitons"
  );
  var TERMINAISONS = ensemble("e es s rice rices trice trices ne nes ve ves se ses euse euses le les fe ere eres");

  function plier(texte) {
    return texte.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")
      .replace(/[œæßøđłıªºµ]/g, function (c) { return LETTRES[c]; });
  }

  var memoire = new Map();
  function jetons(mot, sigle) {
    var cle = sigle ? mot + "!" : mot, connu = memoire.get(cle);
    if (connu) return connu;
    var bas = mot.toLowerCase().normalize("NFC").replace(/œ/g, "oe").replace(/æ/g, "ae"), plie = plier(bas), trouve;
    if (Object.prototype.hasOwnProperty.call(MEMES, plie)) bas = plie = MEMES[plie];
    if (!/[0-9]/.test(plie) && plie.length > 3 && PLURIEL.test(plie)) {
      bas = bas.slice(0, -1);
      plie = plie.slice(0, -1);
    }
    if (/[0-9]/.test(plie)) trouve = [plie];
    else if (sigle && plie.length <= 3) trouve = [plie];
    else {
      trouve = [plier(racine(bas)), plier(racine(plie.replace(/ee(s?)$/, "ée$1")))]
        .concat(plie.length <= 3 ? [plie] : [])
        .map(function (jeton) { return FAMILLES[jeton] || jeton; })
        .filter(function (jeton, rang, tous) { return tous.indexOf(jeton) === rang; });
    }
    memoire.set(cle, trouve);
    return trouve;
  }

  function mots(texte) {
    var trouves = [], morceaux = [], m;
    MOT.lastIndex = 0;
    while ((m = MOT.exec(texte))) morceaux.push([m[0], m.index]);
    var crie = morceaux.length > 1 && morceaux.every(function (x) { return x[0] === x[0].toUpperCase(); });
    morceaux.forEach(function (x) {
      var brut = x[0], debut = x[1], fin = debut + brut.length, plie = plier(brut);
      if (!plie || (plie.length === 1 && !/[0-9]/.test(plie))) return;
      if (fin < texte.length && "'’ʼ‘".indexOf(texte[fin]) >= 0 && ELISIONS[plie]) return;
      if (debut >= 2 && LETTRE.test(texte[debut - 2])) {
        var signe = texte[debut - 1];
        if ("·•‧∙⋅(".indexOf(signe) >= 0 || (signe === "." && TERMINAISONS[plie])) return;
      }
      var sigle = !crie && brut === brut.toUpperCase() && brut !== brut.toLowerCase();
      if (VIDES[plie] && !sigle) return;
      trouves.push({
        brut: brut, debut: debut, fin: fin, sigle: sigle, jetons: jetons(brut, sigle),
        plie: Object.prototype.hasOwnProperty.call(MEMES, plie) ? MEMES[plie] : plie
      });
    });
    return trouves;
  }

  // Cut `texte` into [piece, matched]: `cherche(tokens, folded)` tells whether a word is one of the query's.
  function morceaux(texte, cherche) {
    var resultat = [], ou = 0, m;
    MOT.lastIndex = 0;
    while ((m = MOT.exec(texte))) {
      if (m[0].length < 2 || !cherche(jetons(m[0]), plier(m[0]))) continue;
      if (m.index > ou) resultat.push([texte.slice(ou, m.index), false]);
      resultat.push([m[0], true]);
      ou = m.index + m[0].length;
    }
    if (ou < texte.length || !resultat.length) resultat.push([texte.slice(ou), false]);
    return resultat;
  }

  // Number of errors (a letter added, lost, changed, two swapped), or limite + 1 beyond it.
  function distance(un, autre, limite) {
    var avant = [], ligne = [], plusTot, i, j;
    for (j = 0; j <= autre.length; j++) ligne.push(j);
    for (i = 1; i <= un.length; i++) {
      plusTot = avant;
      avant = ligne;
      ligne = [i];
      var moindre = i;
      for (j = 1; j <= autre.length; j++) {
        var cout = Math.min(avant[j] + 1, ligne[j - 1] + 1, avant[j - 1] + (un[i - 1] === autre[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && un[i - 1] === autre[j - 2] && un[i - 2] === autre[j - 1]) {
          cout = Math.min(cout, plusTot[j - 2] + 1);
        }
        ligne.push(cout);
        if (cout < moindre) moindre = cout;
      }
      if (moindre > limite) return limite + 1;
    }
    return Math.min(ligne[autre.length], limite + 1);
  }

  function debutCommun(un, autre) {
    var n = 0;
    while (n < un.length && n < autre.length && un[n] === autre[n]) n++;
    return n;
  }

  // Cut a text into [piece, matched] with the marks of an answer.
  function surligner(texte, marques) {
    return morceaux(texte, function (jetons, plie) {
      return jetons.some(function (j) { return marques.termes.indexOf(j) >= 0; }) ||
        marques.debuts.some(function (d) { return plie.slice(0, d.length) === d; });
    });
  }

  monde.OffreMots = {
    racine: racine, plier: plier, jetons: jetons, mots: mots, surligner: surligner,
    distance: distance, debutCommun: debutCommun
  };
})(typeof self !== "undefined" ? self : globalThis);
