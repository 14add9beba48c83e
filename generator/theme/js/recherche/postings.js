/* Terms, the words to propose and the synonyms, ready to be asked: what generator/rendering/search/postings.py says,
   read back from the files of the index. The worker brings the parts. */
(function (monde) {
  "use strict";
  var N = monde.OffreNormaliser, P = monde.OffrePacking, S = monde.OffreSelection;

  function keyOf(word) { return word.tokens[word.tokens.length - 1]; }
  // Words without their last s or x: the same, written once or for many.
  function singular(words) { return words.map(function (word) { return word.folded.replace(/[sx]$/, ""); }).join(" "); }
  // « mots|vers|notions|libellé|drapeaux|avec »: the words of a list are set apart by commas
  function listed(text) { return text ? text.split(",") : []; }

  function creer(base) {
    var codes = Object.create(null), suites = Object.create(null), listes = Object.create(null);
    var sorted = [], index = null, rangs = Object.create(null), fiches = new Map(), lues = [];
    var known = null, written = Object.create(null), targets = Object.create(null);

    // ----- synonyms, compiled once
    var synonymes = base.synonymes.map(function (line) { return line.split("|"); });
    synonymes.forEach(function (s) {
      var mots = listed(s[0]), vers = listed(s[1]), drapeaux = s[4] || "", phrases = vers.map(N.words);
      var cible = {
        libelle: s[3] || vers[0], notions: listed(s[2]),
        exact: drapeaux.includes("e"), capitales: drapeaux.includes("c"),
        avec: listed(s[5]).map(N.words).reduce(function (a, b) { return a.concat(b.map(keyOf)); }, [])
      };
      function add(typed, target, aimed) {
        var read = N.words(typed), cles = read.map(keyOf), joined = cles.join(" ");
        var rest = aimed.filter(function (p) { return p.map(keyOf).join(" ") !== joined; });
        if (!cles.length || (!rest.length && !target.notions.length)) return;
        targets[cles[0]] = targets[cles[0]] || [];
        targets[cles[0]].push({ cles, ecrit: singular(read), cible: Object.assign({}, target, { vers: rest }) });
      }
      mots.forEach(function (mot) { add(mot, cible, phrases); });
      if (drapeaux.includes("r")) {
        var back = { libelle: mots[0], notions: [], exact: false, capitales: false, avec: [] };
        vers.forEach(function (mot) { add(mot, back, mots.map(N.words)); });
      }
    });

    // ----- parts
    function ajouterPartie(partie, noms) {
      var terms = P.unpackedWords(partie.t), postings = partie.p.split(" ");
      terms.forEach(function (term, rank) {
        codes[term] = [postings[rank]];
        rangs[term] = partie.r + rank;
      });
      Object.assign(suites, partie.s);
      sorted = sorted.length ? Object.keys(codes).sort() : terms;
      // A whole index does not say twice the words of its titles and of its synonyms,
      // only those that texts write otherwise.
      if (noms) noms.concat.apply(noms, synonymes.map(function (s) { return listed(s[0]); })).forEach(function (text) {
        N.indexed(text).forEach(function (word) { note(word.raw.toLowerCase()); });
      });
      ajouterMots(partie.v);
      index = null;
    }
    // Words to propose: those of a part, or, to correct one, all that begin by a letter.
    function ajouterMots(texte) {
      P.unpackedWords(texte).forEach(function (word) { written[N.fold(word)] = word; });
      known = null;
    }
    // One way to write each word: with its accents when somebody wrote them.
    function note(word) {
      var folded = N.fold(word), found = written[folded];
      if (folded.length < 3 || /[0-9]/.test(folded)) return;
      if (found === undefined || found === folded || (word !== folded && word < found)) written[folded] = word;
    }
    function vocabulary() {
      if (!known) known = Object.keys(written).sort().map(function (folded) { return [folded, written[folded]]; });
      return known;
    }
    function isKnown(term) { return codes[term] !== undefined; }
    function startsAt(place, start) { return place < sorted.length && sorted[place].startsWith(start); }
    function anyStartsWith(start) { return startsAt(P.place(sorted, start), start); }

    // What weighs on each document; a split index tells it with the postings.
    function digits(text) { return Uint8Array.from(text || "", function (sign) { return parseInt(sign, 36); }); }
    var lengths = base.noms ? digits(base.noms) : new Uint8Array(base.documents);
    var weights = base.poids ? digits(base.poids) : new Uint8Array(base.documents);
    var mean = (base.longueurs || lengths.reduce(function (a, n) { return a + n; }, 0)) / base.documents;
    var impact = S.impacts(base.champs, base.reglages.longueur, mean);

    // What is known of a term: its documents and their masks, how often it is written in all, and what is left to read:
    // `suite`, the next file and its weight.
    function liste(term) {
      var l = listes[term], cut = suites[term], read = codes[term];
      if (!l) l = listes[term] = { documents: [], masks: [], impacts: [], frequence: 0, moindre: Infinity, lus: 0 };
      if (l.lus === read.length) return l;
      function voir(document_, mask, weight, length) {
        if (base.decoupe) {
          weights[document_] = weight;
          if (mask & 1) lengths[document_] = length;
        }
        var worth = impact(mask, lengths[document_], base.bareme[weights[document_]]);
        l.documents.push(document_);
        l.masks.push(mask);
        l.impacts.push(worth);
        if (worth < l.moindre) l.moindre = worth;
        for (var bits = mask; bits; bits &= bits - 1) l.frequence++;
      }
      for (; l.lus < read.length; l.lus++) (base.decoupe ? P.unpackedGroups : P.unpackedPostings)(read[l.lus], voir);
      l.total = l.documents.length;
      l.suite = null;
      if (cut) {
        l.frequence = cut[0];
        l.total = cut[1];
        if (l.lus + 2 < cut.length) l.suite = { numero: cut[2] + l.lus - 1, poids: cut[l.lus + 2], reste: 0 };
        for (var k = l.lus + 2; k < cut.length; k++) l.suite.reste += cut[k];
      }
      return l;
    }
    function ajouterSuite(term, code) { codes[term].push(code); }
    // All the terms of a document, by their ranks: nothing that its lists may still hold changes it.
    function ajouterFiche(document_, code) {
      var masks = new Map();
      P.unpackedGroups(code, function (rang, mask, weight, length) {
        masks.set(rang, mask);
        weights[document_] = weight;
        if (mask & 1) lengths[document_] = length;
      });
      if (!fiches.has(document_)) lues.push(document_);
      fiches.set(document_, masks);
    }
    function maskDe(document_, term) { return fiches.get(document_).get(rangs[term]) || 0; }
    function voirFiche(document_, voir) {
      fiches.get(document_).forEach(function (mask, rang) {
        voir(rang, impact(mask, lengths[document_], base.bareme[weights[document_]]));
      });
    }
    // lunr's own rarity, of all that is written, whatever was read of it.
    function rarete(n) { return Math.log(1 + Math.abs((base.documents - n + 0.5) / (n + 0.5))); }

    // The builder is filled with our postings instead of texts; weights, BM25 and vectors are lunr's.
    // Lengths are known beforehand: the mean does not depend on the terms that are here.
    function construire(terms, choisis) {
      var b = new lunr.Builder(), among = new Uint8Array(base.documents);
      if (choisis) choisis.forEach(function (document_) { among[document_] = 1; });
      else among.fill(1);
      lunr.idf = function (posting) { return rarete(liste(sorted[posting._index]).frequence); };
      b.ref("ref");
      b.b(base.reglages.longueur);
      base.champs.forEach(function (champ) { b.field(champ[0], { boost: champ[1] }); });
      b.documentCount = base.documents;
      b.calculateAverageFieldLengths = function () {
        b.averageFieldLength = {};
        base.champs.forEach(function (champ, bit) { b.averageFieldLength[champ[0]] = bit ? 1 : mean; });
      };
      (terms || sorted).forEach(function (term) {
        var posting = { _index: P.place(sorted, term) }, l = liste(term);
        base.champs.forEach(function (champ) { posting[champ[0]] = Object.create(null); });
        function noter(document_, mask) {
          b._documents[document_] = { boost: base.bareme[weights[document_]] };
          base.champs.forEach(function (champ, bit) {
            if (!(mask & (1 << bit))) return;
            var ref = champ[0] + "/" + document_;
            posting[champ[0]][document_] = Object.create(null);
            (b.fieldTermFrequencies[ref] = b.fieldTermFrequencies[ref] || Object.create(null))[term] = 1;
            b.fieldLengths[ref] = bit ? 1 : lengths[document_];
          });
        }
        for (var rank = 0; rank < l.documents.length; rank++) {
          if (among[l.documents[rank]]) noter(l.documents[rank], l.masks[rank]);
        }
        lues.forEach(function (document_) {
          var mask = among[document_] && maskDe(document_, term);
          if (mask) noter(document_, mask);
        });
        b.invertedIndex[term] = posting;
      });
      index = b.build();
    }
    // In a split index, only what is asked is built: the score of a term needs no other term.
    function asked(list) {
      var terms = [];
      list.forEach(function (c) {
        var start = c[0].slice(-1) === "*" ? c[0].slice(0, -1) : "";
        if (!start) terms.push(c[0]);
        else for (var place = P.place(sorted, start); startsAt(place, start); place++) terms.push(sorted[place]);
      });
      return Array.from(new Set(terms)).sort();
    }

    return {
      targets, ajouterPartie, ajouterSuite, ajouterMots, ajouterFiche, voirFiche, rangs, lues, vocabulary, isKnown,
      anyStartsWith, construire, asked, liste, rarete, nombre: base.documents,
      poidsTitres: (base.decoupe || {}).poidsTitres,
      index: function () { return index; }
    };
  }

  monde.OffrePostings = { creer, keyOf, singular };
})(typeof self !== "undefined" ? self : globalThis);
