/* Of all that a split index knows of a query, the documents that may come first, and the word whose next file could
   still change the first three. It only chooses: lunr weighs what is chosen. Read with search/decoupe.py. */
(function (monde) {
  "use strict";
  var PREMIERES = 3, K1 = 1.2, OUVERTS = 31, FICHES = 8, TOUT = -1;

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

  // The best notes of those seen; as good as the last: the first documents, as in the answers. `seuil`: below it,
  // a note is not even worth counting.
  function palmares(count) {
    var notes = [], p = { documents: [], seuil: 0, voir };
    function voir(k, note) {
      var place = notes.length, documents = p.documents;
      if (note < p.seuil) return;
      while (place && (note > notes[place - 1] || (note === notes[place - 1] && k < documents[place - 1]))) place--;
      if (place && documents[place - 1] === k) return;
      notes.splice(place, 0, note);
      documents.splice(place, 0, k);
      if (notes.length > count) documents.length = notes.length = count;
      p.seuil = notes[count - 1] || 0;
    }
    return p;
  }

  // What was counted for a question, while one goes on reading for it: only what is new is added. Documents of which
  // the same is known are of one group, which says what it means.
  // vivants: those that could still enter the first three; what is read of the others never brings them back.
  // touches: those of which something was read since the last time, and the first three of then.
  var etat = null;
  function etatDe(postings, demande, mots, parSynonyme, admis) {
    var cle = JSON.stringify(demande), n = postings.nombre, bits = 0, e = etat;
    if (e && e.postings === postings && e.cle === cle && e.admis === admis) return e;
    e = etat = {
      postings, cle, admis, trouves: [], vivants: [], touches: [], fiches: 0, part,
      scores: new Float64Array(n), rangs: new Uint32Array(n), groupes: [], parCle: {}, parRang: [],
      termes: Object.keys(demande).map(function (term) { return { term, d: demande[term], lu: 0, bit: 0 }; })
    };
    e.termes.forEach(function (t, rang) {
      var liste = postings.liste(t.term);
      t.rang = rang;
      t.poids = t.d.poids * postings.rarete(liste.frequence);
      e.parRang[postings.rangs[t.term]] = t;
      if (liste.suite && bits < OUVERTS) t.bit = 1 << bits++;
    });
    // The share of the query that is met, squared.
    function part(directs, autres) {
      var somme = compte(directs) + (mots > 1 ? parSynonyme : 1) * compte(autres & ~directs);
      return somme * somme / mots / mots;
    }
    groupe(e, 0, 0, 0, 0);
    return e;
  }
  function groupe(e, vu, directs, autres, possibles) {
    var cle = [vu, directs, autres, possibles].join(), rang = e.parCle[cle];
    return rang !== undefined ? rang : e.parCle[cle] = e.groupes.push({
      vu, directs, autres, possibles, sure: e.part(directs, autres),
      haute: e.part(directs, autres | possibles), suivants: []
    }) - 1;
  }
  function ajouter(e, k, t, score) {
    if (e.admis && !e.admis[k]) return;
    var g = e.groupes[e.rangs[k]], rang = g.suivants[t.rang], d = t.d;
    if (g.vu === TOUT) return;
    if (rang === undefined) {
      rang = groupe(e, g.vu | t.bit, g.directs | d.directs, g.autres | d.autres, g.possibles | d.possibles);
      g.suivants[t.rang] = rang;
    }
    if (!e.scores[k]) {
      e.trouves.push(k);
      e.vivants.push(k);
    }
    e.rangs[k] = rang;
    e.scores[k] += score;
    e.touches.push(k);
  }
  // → the terms that have more files; a document that was read whole owes nothing to the lists.
  function compter(e, postings) {
    var ouverts = [];
    e.termes = e.termes.filter(function (t) {
      var liste = postings.liste(t.term), suite = liste.suite;
      t.suite = suite;
      t.total = liste.total;
      t.plus = t.poids * liste.moindre;
      if (suite && t.bit) ouverts.push(t);
      for (; t.lu < liste.documents.length; t.lu++) {
        ajouter(e, liste.documents[t.lu], t, t.poids * liste.impacts[t.lu]);
      }
      return suite;
    });
    for (; e.fiches < postings.lues.length; e.fiches++) {
      var k = postings.lues[e.fiches], avant = e.scores[k] ? e.trouves.length : -1, n = e.vivants.length;
      e.scores[k] = e.rangs[k] = 0;
      postings.voirFiche(k, function (rang, impact) {
        var t = e.parRang[rang];
        if (t) ajouter(e, k, t, t.poids * impact);
      });
      if (avant >= 0) e.trouves.length = avant;
      // Nothing is left to read of it.
      e.vivants.length = n;
      var g = e.groupes[e.rangs[k]];
      e.rangs[k] = groupe(e, TOUT, g.directs, g.autres, g.possibles);
    }
    return ouverts;
  }

  // Keep those that may do better than the third; a small function by itself is compiled soon.
  function garder(e, troisieme, possible, voir) {
    var n = 0, vivants = e.vivants, scores = e.scores, rangs = e.rangs, groupes = e.groupes;
    for (var i = 0; i < vivants.length; i++) {
      var k = vivants[i], haut = possible(scores[k], groupes[rangs[k]]);
      if (haut <= troisieme) continue;
      voir(k, haut);
      vivants[n++] = k;
    }
    vivants.length = n;
  }

  // demande: term → {poids, directs, autres, possibles}: the words of the query, as bits, that a document with this
  // term holds, means, or may mean when it also has other terms.
  // admis: 1 for each document that passes the filters, or null.
  // abordable: whether the account can pay the next file of a term.
  // → manque: the rarest term whose next file could change the first three, if any; candidats: the documents that
  // could, the likeliest first; surs: whether reading them whole is enough, and costs less; documents(): what to weigh.
  function choisir(postings, demande, mots, parSynonyme, admis, abordable) {
    var e = etatDe(postings, demande, mots, parSynonyme, admis), ouverts = compter(e, postings);
    var trouves = e.trouves, scores = e.scores, tous = 0, payables = 0;
    function groupeDe(k) { return e.groupes[e.rangs[k]]; }
    function meilleurs(documents, count, part) {
      var p = palmares(count);
      for (var i = 0; i < documents.length; i++) {
        var k = documents[i];
        // Its share of the query is one at most: most are left here.
        if (scores[k] >= p.seuil) p.voir(k, scores[k] * groupeDe(k)[part]);
      }
      return p;
    }
    ouverts.forEach(function (o) {
      tous |= o.bit;
      if (abordable(o.suite)) payables |= o.bit;
    });
    var tete = meilleurs(e.touches, PREMIERES, "sure");
    e.touches = tete.documents;

    // What nobody read yet of a word may bring at most what its last document did: by the words already seen.
    var troisieme = tete.seuil, mieux = troisieme, manque = tous, inconnu = 0;
    var candidats = palmares(FICHES);
    function borner(g) {
      var directs = g.directs, autres = g.autres | g.possibles;
      g.tour = ouverts;
      g.plus = 0;
      ouverts.forEach(function (o) {
        if (g.vu & o.bit) return;
        g.plus += o.plus;
        directs |= o.d.directs;
        autres |= o.d.autres | o.d.possibles;
      });
      g.part = tous & ~g.vu ? e.part(directs, autres) : 0;
    }
    function possible(score, g) {
      if (g.tour !== ouverts) borner(g);
      var haut = (score + g.plus) * g.part;
      if (haut > mieux && payables & ~g.vu) { mieux = haut; manque = g.vu; }
      return haut;
    }
    if (tous) {
      inconnu = possible(0, e.groupes[0]);
      garder(e, troisieme, possible, candidats.voir);
    }
    // The rarest of the words that this document may hold.
    var absents = ouverts.filter(function (o) { return payables & o.bit & ~manque; });
    absents.sort(function (a, b) { return a.total - b.total; });
    var prix = ouverts.reduce(function (a, o) { return a + (manque & o.bit ? 0 : o.suite.reste); }, 0);
    var surs = !absents.length || (inconnu <= troisieme && e.vivants.length * postings.poidsTitres <= prix);

    function documents() {
      var n = monde.OffreSelection.choisis, sures = meilleurs(trouves, n, "sure").documents;
      return Array.from(new Set(sures.concat(meilleurs(trouves, n, "haute").documents)));
    }
    return {
      documents, manque: absents[0], incomplet: Boolean(tous),
      candidats: candidats.documents, surs, trouves: trouves.length
    };
  }

  // choisis: how many documents lunr weighs, twice: surely the best, and those that may be.
  monde.OffreSelection = { choisir, impacts, choisis: 80 };
})(typeof self !== "undefined" ? self : globalThis);
