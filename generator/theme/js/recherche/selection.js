/* Of all that a split index knows of a query, the documents that may come first, and the word whose next file could
   still change the first three. It only chooses: lunr weighs what is chosen. Read with search/decoupe.py. */
(function (monde) {
  "use strict";
  var PREMIERES = 3, K1 = 1.2, OUVERTS = 31, TOUT = 0xffffffff;

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

  // Whether a note is of the best of the list, by rank, asked in order; as good as the last: the first ones, as in the
  // answers.
  function meilleurs(notes) {
    var count = monde.OffreSelection.choisis, tri = notes.slice().sort();
    var seuil = tri.length > count ? tri[tri.length - count] : 0, egaux = count;
    notes.forEach(function (x) { if (x > seuil) egaux--; });
    return function (i) { return notes[i] > seuil || (notes[i] === seuil && seuil > 0 && egaux-- > 0); };
  }

  // What was counted for a question, while one goes on reading for it: only what is new is added.
  var etat = null;
  function etatDe(postings, demande, admis) {
    var cle = JSON.stringify(demande), n = postings.nombre, e = etat;
    if (e && e.postings === postings && e.cle === cle && e.admis === admis) return e;
    return (etat = {
      postings: postings, cle: cle, admis: admis, trouves: [], lus: {}, bits: {}, fiches: 0, lues: new Uint8Array(n),
      scores: new Float64Array(n), vus: new Uint32Array(n), directs: new Uint32Array(n), autres: new Uint32Array(n),
      possibles: new Uint32Array(n)
    });
  }
  function ajouter(e, k, d, score, vu) {
    if (e.admis && !e.admis[k]) return;
    if (!e.scores[k]) e.trouves.push(k);
    e.scores[k] += score;
    e.directs[k] |= d.directs;
    e.autres[k] |= d.autres;
    e.possibles[k] |= d.possibles;
    e.vus[k] |= vu;
  }
  // → the terms that have more files; a document that was read whole owes nothing to the lists.
  function compter(e, postings, demande) {
    var ouverts = [], termes = Object.keys(demande), poids = {};
    termes.forEach(function (term) {
      var liste = postings.liste(term), d = demande[term], i = e.lus[term] || 0;
      poids[term] = d.poids * postings.rarete(liste.frequence);
      if (e.bits[term] === undefined) {
        var rang = Object.keys(e.bits).filter(function (t) { return e.bits[t]; }).length;
        e.bits[term] = liste.suite && rang < OUVERTS ? 1 << rang : 0;
      }
      var bit = e.bits[term], suite = liste.suite;
      if (suite && bit) {
        ouverts.push({
          term: term, bit: bit, plus: poids[term] * liste.moindre, d: d, total: liste.total, suite: suite
        });
      }
      for (; i < liste.documents.length; i++) {
        var k = liste.documents[i];
        if (!e.lues[k]) ajouter(e, k, d, poids[term] * liste.impacts[i], bit);
      }
      e.lus[term] = i;
    });
    for (; e.fiches < postings.lues.length; e.fiches++) {
      var vu = postings.lues[e.fiches], avant = e.scores[vu] ? e.trouves.length : -1;
      e.scores[vu] = e.directs[vu] = e.autres[vu] = e.possibles[vu] = 0;
      termes.forEach(function (term) {
        var impact = postings.impactDe(vu, term);
        if (impact) ajouter(e, vu, demande[term], poids[term] * impact, 0);
      });
      if (avant >= 0) e.trouves.length = avant;
      e.vus[vu] = TOUT;
      e.lues[vu] = 1;
    }
    return ouverts;
  }

  // demande: term → {poids, directs, autres, possibles}: the words of the query, as bits, that a document with this
  // term holds, means, or may mean when it also has other terms.
  // admis: 1 for each document that passes the filters, or null.
  // abordable: whether the account can pay the next file of a term.
  // → manque: the rarest term whose next file could change the first three, or null; candidats: the documents that
  // could, the likeliest first; surs: whether reading them whole is enough, and costs less; documents(): what to weigh.
  function choisir(postings, demande, mots, parSynonyme, admis, abordable) {
    var e = etatDe(postings, demande, admis), ouverts = compter(e, postings, demande), trouves = e.trouves;
    var scores = e.scores, vus = e.vus, directs = e.directs, autres = e.autres, possibles = e.possibles;
    var tous = 0, payables = 0, tete = [];
    function note(score, direct, autre) {
      var part = (compte(direct) + (mots > 1 ? parSynonyme : 1) * compte(autre & ~direct)) / mots;
      return score * part * part;
    }
    function sure(k) { return note(scores[k], directs[k], autres[k]); }
    ouverts.forEach(function (o) {
      tous |= o.bit;
      if (abordable(o.suite)) payables |= o.bit;
    });
    for (var i = 0; i < trouves.length; i++) {
      // Its share of the query is one at most: most are left here.
      if (tete.length === PREMIERES && scores[trouves[i]] <= tete[0]) continue;
      tete.push(sure(trouves[i]));
      tete.sort(function (a, b) { return a - b; });
      if (tete.length > PREMIERES) tete.shift();
    }

    // What nobody read yet of a word may bring at most what its last document did: by the words already seen.
    var sommes = new Map(), troisieme = tete.length < PREMIERES ? 0 : tete[0], mieux = troisieme, manque = tous;
    var candidats = [], inconnu = 0;
    function reste(vu) {
      var somme = sommes.get(vu);
      if (somme) return somme;
      somme = { plus: 0, directs: 0, autres: 0 };
      ouverts.forEach(function (o) {
        if (vu & o.bit) return;
        somme.plus += o.plus;
        somme.directs |= o.d.directs;
        somme.autres |= o.d.autres | o.d.possibles;
      });
      sommes.set(vu, somme);
      return somme;
    }
    function possible(score, seen, direct, autre) {
      var vu = seen & tous;
      if (vu === tous) return 0;
      var plus = reste(vu);
      if (score + plus.plus <= troisieme) return 0;
      var haut = note(score + plus.plus, direct | plus.directs, autre | plus.autres);
      if (haut > mieux && payables & ~vu) { mieux = haut; manque = vu; }
      return haut;
    }
    if (tous) {
      inconnu = possible(0, 0, 0, 0);
      for (var j = 0, assez = troisieme - reste(0).plus; j < trouves.length; j++) {
        var k = trouves[j];
        if (scores[k] <= assez) continue;
        var haut = possible(scores[k], vus[k], directs[k], autres[k] | possibles[k]);
        if (haut > troisieme) candidats.push([haut, k]);
      }
    }
    // The rarest of the words that this document may hold.
    var absents = ouverts.filter(function (o) { return payables & o.bit & ~manque; });
    absents.sort(function (a, b) { return a.total - b.total; });
    var prix = ouverts.reduce(function (a, o) { return a + (manque & o.bit ? 0 : o.suite.reste); }, 0);
    var surs = !absents.length || (inconnu <= troisieme && candidats.length * postings.poidsTitres <= prix);
    candidats.sort(function (a, b) { return b[0] - a[0] || a[1] - b[1]; });

    function documents() {
      var tries = Uint32Array.from(trouves).sort(), parSures = meilleurs(Float64Array.from(tries, sure));
      var parHautes = meilleurs(Float64Array.from(tries, function (k) {
        return note(scores[k], directs[k], autres[k] | possibles[k]);
      }));
      return Array.from(tries).filter(function (_, i) { return parSures(i) || parHautes(i); });
    }
    return {
      documents: documents, manque: absents.length ? absents[0].term : null, incomplet: Boolean(tous),
      candidats: candidats.map(function (c) { return c[1]; }), surs: surs, trouves: trouves.length
    };
  }

  // choisis: how many documents lunr weighs, twice: surely the best, and those that may be.
  monde.OffreSelection = { choisir: choisir, impacts: impacts, choisis: 80 };
})(typeof self !== "undefined" ? self : globalThis);
