/* French words to tokens. The same, letter for letter, as generator/rendering/search/normaliser.py;
   tests/rendering/search compares both on thousands of words. Used by the worker and by the catalogue page. */
(function (monde) {
  "use strict";
  var stem = monde.OffreStemmer;

  var SIGNS = "A-Za-zªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff";
  var SIGN = "[0-9" + SIGNS + "\u0300-\u036f]";
  var LETTER = "[" + SIGNS + "][\u0300-\u036f]*";
  // A word, or the initials of a sigle: « C.A.D.E.S. », « s.c.o.p ».
  var PIECE = new RegExp("(?:" + LETTER + "\\.)+" + LETTER + "(?!" + SIGN + ")|" + SIGN + "+", "g");
  var LETTERS = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ª": "a", "º": "o", "µ": "u"
  };
  var APOSTROPHES = "'’ʼ‘`\u00b4", DOTS = "·•‧∙⋅", HYPHENS = "-\u2010\u2011", SHORT = 3;
  var PLURAL = /[aiou]s$|(?:li|j|f|vo)eux$/;
  var SAME = Object.assign(Object.create(null), {
    st: "saint", ste: "sainte", sts: "saints", stes: "saintes", loyer: "location", loyers: "location", former:
    "formation", formateur: "formation", formatrice: "formation", fermer: "fermeture"
  });
  // tokens of one family that the stemmer parts: « créer », « création »
  var FAMILIES = Object.create(null);
  (
    "creation cre createur creatric|ouvertur ouvr ouvert rouvr reouvertur|soutien souten soutient|choix chois|" +
    "decis decid decident decideur|apprentissag apprendr apprend apprennent|gestion ger gestionnair|etud etudi|" +
    "essaim essaimag|jeun jeuness|adher adherent adhes|benevol benevolat|" +
    "agricultur agricol agriculteur agricultric|visit visiteur|suiv suivr|connaiss connaitr connaissent|" +
    "repons repondr repond|ecritur ecrir ecrit ecriv|subvent subvention|construct construir|transmiss transmettr|" +
    "product produir producteur|inscript inscrir|reussit reuss|solidair solidar|citoyen citoyennet|" +
    "elect elir electeur|mont montag|repris reprendr repreneur|achat achet acheteur|rachat rachet|locat lou|" +
    "recycl recyclag recycler|decouvert decouvr|maintien mainten|sign signatur|chauff chauffag|soin soign|" +
    "demarr demarrag|coordin coordon|don donateur|invest investisseur|jardin jardinag|compost compostag|" +
    "nourr nourritur|entretien entreten|nettoi nettoyag|bricol bricolag|covoitur covoiturag|" +
    "entrepris entreprendr|entrepreneur entrepreneuriat|experiment experient|discuss discut|debat debattr|" +
    "partenair partenariat|parrain parrainag|tuteur tutorat|educ eduqu|stag stagiair|artisan artisanat artisanal|" +
    "travail travaill travailleur|insert inser|enfant enfanc|parent parental parentalit|famill familial|" +
    "medecin medical|region regional|europ europeen|energ energet|candidat candidatur|protect proteg|" +
    "natur naturel|sport sportif|cultur culturel|chomag chomeur|comptabl comptabilit|maraich maraichag|" +
    "boulang boulanger|epici epicer|numer numeris|pai pay"
  ).split("|").forEach(function (family) {
    var members = family.split(" ");
    members.slice(1).forEach(function (member) { FAMILIES[member] = members[0]; });
  });
  function set(text) {
    var made = Object.create(null);
    text.split(" ").forEach(function (word) { made[word] = true; });
    return made;
  }
  var ELISIONS = set("l d j m n s t c qu jusqu lorsqu puisqu quoiqu");
  var STOP_WORDS = set(
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
    "aimerions souhaite souhaitons bonjour bonsoir salut coucou hello merci svp stp plait plais cordialement " +
    "madame monsieur mesdames messieurs mme excusez excuse desole pardon cest jai jaimerais jaurais quest va " +
    "vouliez voulez veulent voudraient aurais aurions auriez pouvait pourriez pourrions faudra faudrait existe " +
    "existent dire dites dis recherchons recherchez rien toujours jamais environ chose choses ici vraiment juste " +
    "pense pensons mail email courriel mel"
  );
  var ENDINGS = set("e es s rice rices trice trices ne nes ve ves se ses euse euses le les fe ere eres");
  // words that say nothing just after some others: « nous avons besoin », « comment ça marche »
  var FILLERS = Object.assign(Object.create(null), {
    besoin: set("ai as a avons avez ont avoir aurais aurait aurions auraient"),
    marche: set("ca cela"),
    fonctionne: set("ca cela"),
    ferme: set("a ont")
  });

  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")
      .replace(/[œæßøđłıªºµ]/g, function (c) { return LETTERS[c]; });
  }

  var memory = new Map();
  function tokens(word, sigle) {
    var key = sigle ? word + "!" : word, found = memory.get(key);
    if (found) return found;
    var low = word.toLowerCase().normalize("NFC").replace(/œ/g, "oe").replace(/æ/g, "ae"), folded = fold(low);
    if (SAME[folded]) low = folded = SAME[folded];
    if (!/[0-9]/.test(folded) && folded.length > SHORT && PLURAL.test(folded)) {
      low = low.slice(0, -1);
      folded = folded.slice(0, -1);
    }
    var short = folded.length <= SHORT;
    if (/[0-9]/.test(folded) || (short && sigle)) found = [folded];
    else {
      found = [fold(stem(low)), fold(stem(folded.replace(/ee(s?)$/, "ée$1")))].concat(short ? [folded] : [])
        .map(function (token) { return FAMILIES[token] || token; })
        .filter(function (token, rank, all) { return all.indexOf(token) === rank; });
    }
    memory.set(key, found);
    return found;
  }

  // A word by itself, null when it says nothing: a stop word, a lone letter.
  function wordOf(piece, shouted) {
    var initials = piece.includes("."), raw = piece.replace(/\./g, ""), folded = fold(raw);
    var sigle = initials || (!shouted && raw === raw.toUpperCase() && raw !== raw.toLowerCase());
    if (STOP_WORDS[folded] && !sigle) return null;
    if (!folded || (folded.length === 1 && !/[0-9]/.test(folded))) return null;
    folded = SAME[folded] || folded;
    return { raw, folded, tokens: tokens(raw, sigle), sigle, compound: "", glued: "" };
  }

  function isEnding(word, joint, initials) {
    if (DOTS.includes(joint) || joint === "(" || (joint === "." && initials)) return true;
    return ("./" + HYPHENS).includes(joint) && Boolean(ENDINGS[word.folded]);
  }
  function isApart(piece, first) {
    var folded = fold(piece), lone = folded.length < 2 && !first;
    return lone || Boolean(STOP_WORDS[folded] || SAME[folded]) || /[0-9]/.test(folded);
  }
  // For each piece the compound it is a part of: « co-working », but not « peut-on », « St-Just » nor « 16-25 ».
  function compoundsOf(text, pieces) {
    var found = pieces.map(function () { return ""; }), first = 0;
    pieces.forEach(function (piece, rank) {
      var next = pieces[rank + 1], sign = next ? text.slice(piece.end, next.start) : "";
      if (sign.length === 1 && HYPHENS.includes(sign)) return;
      var parts = pieces.slice(first, rank + 1);
      if (parts.length > 1 && !parts.some(function (part, k) { return isApart(part.raw, k === 0); })) {
        for (var k = first; k <= rank; k++) found[k] = text.slice(pieces[first].start, piece.end);
      }
      first = rank + 1;
    });
    return found;
  }

  // No elision, no stop word, no filler, no ending of inclusive writing, no lone letter; each with its place.
  function words(text) {
    var found = [], pieces = [], match;
    PIECE.lastIndex = 0;
    while ((match = PIECE.exec(text))) {
      pieces.push({ raw: match[0], start: match.index, end: match.index + match[0].length });
    }
    var shouted = pieces.length > 1 && pieces.every(function (p) { return p.raw === p.raw.toUpperCase(); });
    var compounds = compoundsOf(text, pieces);
    pieces.forEach(function (piece, rank) {
      var word = wordOf(piece.raw, shouted), former = pieces[rank - 1], after = text[piece.end];
      if (!word || (after && APOSTROPHES.includes(after) && ELISIONS[word.folded])) return;
      if (former) {
        var joint = piece.start === former.end + 1 ? text[former.end] : "";
        if (joint && isEnding(word, joint, piece.raw.includes("."))) return;
        if (FILLERS[word.folded] && FILLERS[word.folded][fold(former.raw)]) return;
      }
      word.start = piece.start;
      word.end = piece.end;
      word.compound = compounds[rank];
      word.glued = word.compound.replace(/[-\u2010\u2011]/g, "");
      found.push(word);
    });
    return found;
  }

  // The words of a text to find; a compound with a short part is also one word: « wi-fi » and « wifi » meet.
  function indexed(text) {
    var found = words(text);
    var glued = found.filter(function (w) { return w.compound && w.glued.length - w.folded.length <= SHORT; })
      .map(function (w) { return w.glued; });
    return found.concat(Array.from(new Set(glued)).map(function (raw) { return wordOf(raw, false); }).filter(Boolean));
  }

  // Cut a text into [piece, matched] with the marks of an answer.
  function surligner(text, marks) {
    var pieces = [], place = 0;
    words(text).forEach(function (word) {
      var met = word.tokens.some(function (token) { return marks.termes.includes(token); }) ||
        marks.debuts.some(function (start) { return word.folded.startsWith(start); });
      if (!met) return;
      if (word.start > place) pieces.push([text.slice(place, word.start), false]);
      pieces.push([text.slice(word.start, word.end), true]);
      place = word.end;
    });
    if (place < text.length || !pieces.length) pieces.push([text.slice(place), false]);
    return pieces;
  }

  monde.OffreNormaliser = {
    SHORT, stem, fold, tokens, wordOf, words, indexed, surligner
  };
})(typeof self !== "undefined" ? self : globalThis);
