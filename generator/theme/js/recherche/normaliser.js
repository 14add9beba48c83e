/* French words to tokens. The same, letter for letter, as generator/rendering/search/normaliser.py;
   tests/recherche compares both on thousands of words. Used by the worker and by the catalogue page.
   The stemmer is Snowball's French algorithm (french.sbl, Snowball 3.1), written again by hand. */
(function (monde) {
  "use strict";

  var V = "aeiouyàâèéêëîïôùû";
  var SANS_ACCENT = new RegExp("[éè]([^" + V + "]+)$");
  function voyelle(c) { return c !== undefined && c !== "" && V.indexOf(c) >= 0; }

  // suffix → what to do (numbers of french.sbl's `among`)
  var STANDARD = {};
  function ranger(table, numero, mots) { mots.split(" ").forEach(function (mot) { table[mot] = numero; }); }
  ranger(STANDARD, 1, "iqUe ance able isme iste iqUes ances ables ismes istes eux");
  ranger(STANDARD, 2, "atrice ation ateur atrices ations ateurs");
  ranger(STANDARD, 3, "logie logies");
  ranger(STANDARD, 4, "usion ution usions utions");
  ranger(STANDARD, 5, "ence ences");
  ranger(STANDARD, 6, "ement ements");
  ranger(STANDARD, 7, "ité ités");
  ranger(STANDARD, 8, "if ive ifs ives");
  ranger(STANDARD, 9, "eaux");
  ranger(STANDARD, 10, "aux");
  ranger(STANDARD, 11, "oux");
  ranger(STANDARD, 12, "euse euses");
  ranger(STANDARD, 13, "issement issements");
  ranger(STANDARD, 14, "amment");
  ranger(STANDARD, 15, "emment");
  ranger(STANDARD, 16, "ment ments");
  var VERBE_I = {};
  ranger(VERBE_I, 1, "ira ie isse issante i irai ir iras ies îmes isses issantes îtes is irais issais irions issions " +
    "irons issons issants it irait issait issant iraIent issaIent irent issent iront ît iriez issiez irez issez");
  var VERBE = {};
  ranger(VERBE, 1, "ions");
  ranger(VERBE, 2, "era ée erai er eras ées eais erais erions erons és erait eraIent èrent eront ez iez eriez erez é");
  ranger(VERBE, 3, "a asse ante ai as âmes asses antes âtes assions ants ait ant aIent assent ât assiez");
  ranger(VERBE, 4, "aise aises ais");
  var RESTE = { ion: 1, "Ière": 2, "ière": 2, Ier: 2, ier: 2, e: 3 };
  var LONGUEUR = 9;

  function plusLong(table, texte) {
    for (var n = Math.min(LONGUEUR, texte.length); n > 0; n--) {
      var fin = texte.slice(texte.length - n);
      if (Object.prototype.hasOwnProperty.call(table, fin)) return fin;
    }
    return "";
  }

  function regions(s) {
    var n = s.length, r = { v: n, r1: n, r2: n }, i;
    if (n > 2 && voyelle(s[0]) && voyelle(s[1])) r.v = 3;
    else if (/^(col|par|tap)/.test(s) || (s.slice(0, 2) === "ni" && voyelle(s[2]))) r.v = 3;
    else for (i = 1; i < n; i++) if (voyelle(s[i])) { r.v = i + 1; break; }
    function suivante(depart) {
      var j = depart;
      while (j < n && !voyelle(s[j])) j++;
      while (j < n && voyelle(s[j])) j++;
      return j < n ? j + 1 : n;
    }
    r.r1 = suivante(0);
    if (r.r1 < n) r.r2 = suivante(r.r1);
    return r;
  }

  // Vowels that stand for consonants become capitals. Snowball's `goto` looks again from where it found.
  function prelude(mot) {
    var s = mot, p = 0;
    function poser(ou, taille, neuf) { s = s.slice(0, ou) + neuf + s.slice(ou + taille); }
    while (p < s.length) {
      var c = s[p], n = s[p + 1], v = voyelle(s[p + 2]);
      if (voyelle(c) && n === "u" && v) poser(p + 1, 1, "U");
      else if (voyelle(c) && n === "i" && v) poser(p + 1, 1, "I");
      else if (voyelle(c) && n === "y") poser(p + 1, 1, "Y");
      else if (c === "ë") poser(p, 1, "He");
      else if (c === "ï") poser(p, 1, "Hi");
      else if (c === "y" && voyelle(n)) poser(p, 1, "Y");
      else if (c === "q" && n === "u") poser(p + 1, 1, "U");
      else p++;
    }
    return s;
  }

  function racine(mot) {
    var s = prelude(mot);
    var r = regions(s);
    function finit(fin) { return s.length >= fin.length && s.slice(s.length - fin.length) === fin; }
    function debut(fin) { return s.length - fin.length; }
    function changer(fin, neuf) { s = s.slice(0, debut(fin)) + neuf; }
    function dansR2(fin) { return r.r2 <= debut(fin); }
    // remove `fin` when it is there and in R2, else put `sinon` in its place; tell whether it was removed
    function couper(fin, sinon) {
      if (!finit(fin)) return false;
      if (dansR2(fin)) { changer(fin, ""); return true; }
      if (sinon !== undefined) changer(fin, sinon);
      return false;
    }

    function standard() {
      var fin = plusLong(STANDARD, s), k = debut(fin), numero = STANDARD[fin];
      if (!fin) return false;
      if (numero <= 5 || numero === 7 || numero === 8) { if (r.r2 > k) return false; }
      switch (numero) {
        case 1: changer(fin, ""); return true;
        case 2: changer(fin, ""); couper("ic", "iqU"); return true;
        case 3: changer(fin, "log"); return true;
        case 4: changer(fin, "u"); return true;
        case 5: changer(fin, "ent"); return true;
        case 6:
          if (r.v > k) return false;
          changer(fin, "");
          if (finit("iv")) { if (couper("iv")) couper("at"); }
          else if (finit("eus")) { if (dansR2("eus")) changer("eus", ""); else if (r.r1 <= debut("eus")) changer("eus", "eux"); }
          else if (finit("abl") || finit("iqU")) couper(s.slice(-3));
          else if ((finit("ièr") || finit("Ièr")) && r.v <= debut("ièr")) changer("ièr", "i");
          return true;
        case 7:
          changer(fin, "");
          if (finit("abil")) couper("abil", "abl");
          else if (finit("ic")) couper("ic", "iqU");
          else couper("iv");
          return true;
        case 8: changer(fin, ""); if (couper("at")) couper("ic", "iqU"); return true;
        case 9: changer(fin, "eau"); return true;
        case 10: if (r.r1 > k) return false; changer(fin, "al"); return true;
        case 11: if (k < 1 || "bhjlnp".indexOf(s[k - 1]) < 0) return false; changer(fin, "ou"); return true;
        case 12:
          if (r.r2 <= k) { changer(fin, ""); return true; }
          if (r.r1 > k) return false;
          changer(fin, "eux"); return true;
        case 13: if (r.r1 > k || k < 1 || voyelle(s[k - 1])) return false; changer(fin, ""); return true;
        case 14: if (r.v <= k) changer(fin, "ant"); return false;
        case 15: if (r.v <= k) changer(fin, "ent"); return false;
        default: if (voyelle(s[k - 1]) && r.v <= k - 1) changer(fin, ""); return false;
      }
    }

    function verbeEnI() {
      if (s.length < r.v) return false;
      var fin = plusLong(VERBE_I, s.slice(r.v)), k = debut(fin);
      if (!fin || k <= r.v || s[k - 1] === "H" || voyelle(s[k - 1])) return false;
      changer(fin, "");
      return true;
    }

    function verbe() {
      if (s.length < r.v) return false;
      var fin = plusLong(VERBE, s.slice(r.v)), k = debut(fin);
      if (!fin) return false;
      switch (VERBE[fin]) {
        case 1: if (r.r2 > k) return false; changer(fin, ""); return true;
        case 2: changer(fin, ""); return true;
        case 3: changer(k > 0 && s[k - 1] === "e" && r.v <= k - 1 ? "e" + fin : fin, ""); return true;
        default:
          var avant = s.slice(0, k);
          if (/(épl|auv)$/.test(avant) || (k === 3 && /al$/.test(avant))) return false;
          changer(fin, "");
          return true;
      }
    }

    function reste() {
      if (finit("s")) {
        var k = s.length - 1;
        if (s.slice(0, k).slice(-2) === "Hi" || (k > 0 && "aiosuè".indexOf(s[k - 1]) < 0)) changer("s", "");
      }
      if (s.length < r.v) return;
      var fin = plusLong(RESTE, s.slice(r.v)), d = debut(fin);
      if (!fin) return;
      if (RESTE[fin] === 1) { if (r.r2 <= d && d > r.v && (s[d - 1] === "s" || s[d - 1] === "t")) changer(fin, ""); }
      else changer(fin, RESTE[fin] === 2 ? "i" : "");
    }

    if (standard() || verbeEnI() || verbe()) {
      if (finit("Y")) changer("Y", "i");
      else if (finit("ç")) changer("ç", "c");
    } else reste();
    if (/(ell|eill|enn|onn|ett)$/.test(s)) s = s.slice(0, -1);
    s = s.replace(SANS_ACCENT, "e$1");
    return s.replace(/He|Hi|H|I|U|Y/g, function (x) { return { He: "ë", Hi: "ï", H: "", I: "i", U: "u", Y: "y" }[x]; });
  }

  var MOT = /[0-9A-Za-zªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff]+/g;
  var LETTRE = /^[0-9A-Za-zªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff]$/;
  var LETTRES = { "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ª": "a", "º": "o", "µ": "u" };
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
  function ensemble(mots) { var e = Object.create(null); mots.split(" ").forEach(function (m) { e[m] = true; }); return e; }
  var ELISIONS = ensemble("l d j m n s t c qu jusqu lorsqu puisqu quoiqu");
  var VIDES = ensemble("a afin ai aie aient ainsi ait alors apres as au aucun aucune aujourd aupres auquel aura aurait aussi autre autres " +
    "aux auxquels avaient avait avant avec avez avoir avons ayant beaucoup bien ca car ce ceci cela celle celles celui " +
    "cependant ces cet cette ceux chaque chez ci comme comment dans de dedans dehors deja depuis des desormais desquels " +
    "dessous dessus devra devrait doit doivent donc dont du duquel elle elles en encore enfin entre es est et etaient " +
    "etait etant etes etre eu eux fais faisons fait faire faut fut hors hui il ils je jusque la laquelle le lequel les " +
    "lesquelles lesquels leur leurs lors lorsque lui ma mais me meme memes mes mien moi moins mon ne ni non nos notre " +
    "nous on ont or ou oui par parce parfois parmi pas pendant personne peu peut peuvent peux plus plusieurs plutot pour " +
    "pourquoi pourra pourrait pouvez pouvons puis puisque qu quand que quel quelle quelles quelqu quelque " +
    "quelques quels qui quoi sa sans sauf se sera serait seront ses si sien soi soit sommes son sont sur ta te tel telle " +
    "telles tels tes toi ton tous tout toute toutes tres trop tu un une unes uns vais vers veut veux voici voila vont " +
    "vos votre voudrais voudrait voudrions voulons vous vu y ete etions suis es sois cherche cherchons " +
    "sais sait savons savez arrive arrivons aimerais aimerait aimerions souhaite souhaitons");
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
      trouve = [plier(racine(bas)), plier(racine(plie.replace(/ee(s?)$/, "ée$1")))].concat(plie.length <= 3 ? [plie] : [])
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
      plusTot = avant; avant = ligne; ligne = [i];
      var moindre = i;
      for (j = 1; j <= autre.length; j++) {
        var cout = Math.min(avant[j] + 1, ligne[j - 1] + 1, avant[j - 1] + (un[i - 1] === autre[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && un[i - 1] === autre[j - 2] && un[i - 2] === autre[j - 1]) cout = Math.min(cout, plusTot[j - 2] + 1);
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
