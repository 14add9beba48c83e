/* Terms, the words to propose and the synonyms, ready to be asked: what generator/rendering/search/postings.py says,
   read back from the files of the index. The worker brings the parts. */
(function (monde) {
  "use strict";
  var N = monde.OffreNormaliser, P = monde.OffrePacking;

  function keyOf(word) { return word.tokens[word.tokens.length - 1]; }
  // Words without their last s or x: the same, written once or for many.
  function singular(words) { return words.map(function (word) { return word.folded.replace(/[sx]$/, ""); }).join(" "); }
  // « mots|vers|notions|libellé|drapeaux|avec »: the words of a list are set apart by commas
  function listed(text) { return text ? text.split(",") : []; }

  function creer(base) {
    var codes = Object.create(null), sorted = [], index = null;
    var known = null, written = Object.create(null), targets = Object.create(null);

    // ----- synonyms, compiled once
    var synonymes = base.synonymes.map(function (line) { return line.split("|"); });
    synonymes.forEach(function (s) {
      var mots = listed(s[0]), vers = listed(s[1]), drapeaux = s[4] || "", phrases = vers.map(N.words);
      var cible = {
        libelle: s[3] || vers[0], notions: listed(s[2]),
        exact: drapeaux.indexOf("e") >= 0, capitales: drapeaux.indexOf("c") >= 0,
        avec: listed(s[5]).map(N.words).reduce(function (a, b) { return a.concat(b.map(keyOf)); }, [])
      };
      function add(typed, target, aimed) {
        var read = N.words(typed), cles = read.map(keyOf), joined = cles.join(" ");
        var rest = aimed.filter(function (p) { return p.map(keyOf).join(" ") !== joined; });
        if (!cles.length || (!rest.length && !target.notions.length)) return;
        targets[cles[0]] = targets[cles[0]] || [];
        targets[cles[0]].push({ cles: cles, ecrit: singular(read), cible: Object.assign({}, target, { vers: rest }) });
      }
      mots.forEach(function (mot) { add(mot, cible, phrases); });
      if (drapeaux.indexOf("r") >= 0) {
        var back = { libelle: mots[0], notions: [], exact: false, capitales: false, avec: [] };
        vers.forEach(function (mot) { add(mot, back, mots.map(N.words)); });
      }
    });

    // ----- parts
    function ajouterPartie(partie, noms) {
      var terms = P.unpackedWords(partie.t), postings = partie.p.split(" ");
      terms.forEach(function (term, rank) { codes[term] = postings[rank]; });
      sorted = sorted.length ? Object.keys(codes).sort() : terms;
      // A whole index does not say twice the words of its titles and of its synonyms,
      // only those that texts write otherwise.
      if (noms) noms.concat.apply(noms, synonymes.map(function (s) { return listed(s[0]); })).forEach(function (text) {
        N.indexed(text).forEach(function (word) { note(word.raw.toLowerCase()); });
      });
      P.unpackedWords(partie.v).forEach(function (word) { written[N.fold(word)] = word; });
      known = index = null;
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
    function startsAt(place, start) { return place < sorted.length && sorted[place].slice(0, start.length) === start; }
    function anyStartsWith(start) { return startsAt(P.place(sorted, start), start); }

    // The builder is filled with our postings instead of texts; weights, BM25 and vectors are lunr's.
    // Lengths are known beforehand: the mean does not depend on the terms that are here.
    var lengths = base.noms.split("").map(function (sign) { return parseInt(sign, 36); });
    var mean = lengths.reduce(function (a, n) { return a + n; }, 0) / base.documents;
    function construire(terms) {
      var b = new lunr.Builder();
      b.ref("ref");
      b.b(base.reglages.longueur);
      base.champs.forEach(function (champ) { b.field(champ[0], { boost: champ[1] }); });
      b.documentCount = base.documents;
      b.calculateAverageFieldLengths = function () {
        b.averageFieldLength = {};
        base.champs.forEach(function (champ, bit) { b.averageFieldLength[champ[0]] = bit ? 1 : mean; });
      };
      (terms || sorted).forEach(function (term) {
        var posting = { _index: b.termIndex++ };
        base.champs.forEach(function (champ) { posting[champ[0]] = Object.create(null); });
        P.unpackedPostings(codes[term], function (document_, mask) {
          b._documents[document_] = { boost: base.bareme[parseInt(base.poids[document_], 36)] };
          base.champs.forEach(function (champ, bit) {
            if (!(mask & (1 << bit))) return;
            var ref = champ[0] + "/" + document_;
            posting[champ[0]][document_] = Object.create(null);
            (b.fieldTermFrequencies[ref] = b.fieldTermFrequencies[ref] || Object.create(null))[term] = 1;
            b.fieldLengths[ref] = bit ? 1 : lengths[document_];
          });
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
      targets: targets, ajouterPartie: ajouterPartie, vocabulary: vocabulary, isKnown: isKnown,
      anyStartsWith: anyStartsWith, construire: construire, asked: asked, index: function () { return index; }
    };
  }

  monde.OffrePostings = { creer: creer, keyOf: keyOf, singular: singular };
})(typeof self !== "undefined" ? self : globalThis);
