/* Of all that a split index knows of a query, the documents that may come first, and the word whose next file could
   still change the first three. It only chooses: lunr weighs what is chosen. Read with search/decoupe.py. */
(function (monde) {
  "use strict";
  var PREMIERES = 3, K1 = 1.2, OUVERTS = 31;

  function compte(bits) {
    var n = 0;
    for (; bits; bits &= bits - 1) n++;
    return n;
  }

  // What a term brings to a document, but its rarity: BM25 of each field, as lunr counts it.
  function impacts(champs, longueur, mean) {
    var sums = [];
    for (var mask = 0; mask < 1 << champs.length; mask++) {
      sums.push(champs.reduce(function (a, c, bit) { return bit && mask & (1 << bit) ? a + c[1] : a; }, 0));
    }
    return function (mask, length, weight) {
      var nom = mask & 1 ? champs[0][1] * (K1 + 1) / (K1 * (1 - longueur + longueur * length / mean) + 1) : 0;
      return weight * (sums[mask] + nom);
    };
  }

  // The `count` best of some notes, by rank; as good as the last: the first of the list, as in the answers.
  function meilleurs(notes, count) {
    var tri = Float64Array.from(notes).sort(), seuil = tri.length > count ? tri[tri.length - count] : 0;
    var egaux = count - notes.filter(function (x) { return x > seuil; }).length;
    return notes.map(function (x) { return x > seuil || (x === seuil && x > 0 && egaux-- > 0); });
  }

  // demande: term → {poids, directs, autres, possibles}: the words of the query, as bits, that a document with this
  // term holds, means, or may mean when it also has other terms.
  // admis: 1 for each document that passes the filters, or null.
  function choisir(postings, demande, mots, parSynonyme, admis) {
    var n = postings.nombre, scores = new Float64Array(n), vus = new Uint32Array(n), ouverts = [], i;
    var directs = new Uint32Array(n), autres = new Uint32Array(n), possibles = new Uint32Array(n);
    function note(score, direct, autre) {
      var part = (compte(direct) + (mots > 1 ? parSynonyme : 1) * compte(autre & ~direct)) / mots;
      return score * part * part;
    }
    Object.keys(demande).forEach(function (term) {
      var liste = postings.liste(term), d = demande[term], poids = d.poids * postings.rarete(liste.frequence), bit = 0;
      if (liste.suite && ouverts.length < OUVERTS) {
        bit = 1 << ouverts.length;
        ouverts.push({ term: term, bit: bit, plus: poids * liste.moindre, d: d, total: liste.total });
      }
      for (var i = 0; i < liste.documents.length; i++) {
        var k = liste.documents[i];
        if (admis && !admis[k]) continue;
        scores[k] += poids * liste.impacts[i];
        directs[k] |= d.directs;
        autres[k] |= d.autres;
        possibles[k] |= d.possibles;
        vus[k] |= bit;
      }
    });

    var trouves = [], sures = [], hautes = [];
    for (var k = 0; k < n; k++) {
      if (!scores[k]) continue;
      trouves.push(k);
      sures.push(note(scores[k], directs[k], autres[k]));
      hautes.push(note(scores[k], directs[k], autres[k] | possibles[k]));
    }
    var parSures = meilleurs(sures, monde.OffreSelection.choisis);
    var parHautes = meilleurs(hautes, monde.OffreSelection.choisis);
    var choisis = trouves.filter(function (_, i) { return parSures[i] || parHautes[i]; });

    // What nobody read yet of a word may bring at most what its last document did.
    var tri = Float64Array.from(sures).sort(), manque = null;
    var troisieme = tri.length < PREMIERES ? 0 : tri[tri.length - PREMIERES], mieux = troisieme;
    var tous = ouverts.reduce(function (a, o) { return a | o.bit; }, 0);
    for (k = 0; k < n && ouverts.length; k++) {
      if ((vus[k] & tous) === tous || (admis && !admis[k])) continue;
      var score = scores[k], direct = directs[k], autre = autres[k] | possibles[k];
      for (i = 0; i < ouverts.length; i++) {
        if (vus[k] & ouverts[i].bit) continue;
        score += ouverts[i].plus;
        direct |= ouverts[i].d.directs;
        autre |= ouverts[i].d.autres | ouverts[i].d.possibles;
      }
      // Its share of the query is one at most: most are left here.
      var possible = score > mieux ? note(score, direct, autre) : 0;
      if (possible > mieux) { mieux = possible; manque = vus[k]; }
    }
    // The rarest of the words that this document may hold.
    var absents = mieux > troisieme ? ouverts.filter(function (o) { return !(manque & o.bit); }) : [];
    absents.sort(function (a, b) { return a.total - b.total; });
    return {
      documents: choisis, manque: absents.length ? absents[0].term : null,
      plus: Boolean(ouverts.length) || trouves.length > choisis.length
    };
  }

  // choisis: how many documents lunr weighs, twice: surely the best, and those that may be.
  monde.OffreSelection = { choisir: choisir, impacts: impacts, choisis: 80 };
})(typeof self !== "undefined" ? self : globalThis);
