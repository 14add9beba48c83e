/* The search, away from the page: fetches the index once, rebuilds lunr, answers. Nothing leaves the site.
   → {type: "ouvrir", amorce}           ← {type: "pret"} or {type: "echec"}
   → {type: "chercher", n, q, max, genres, filtres, geste}      ← {type: "reponse", n, q, …} */
"use strict";
var PARTIES = ["lunr.min.js", "normaliser.js", "engine.js"];
var regle = { createScriptURL: function (nom) { return PARTIES.includes(nom) ? nom : ""; } };
var sure = self.trustedTypes && trustedTypes.createPolicy("offre", regle);
PARTIES.forEach(function (nom) { importScripts(sure ? sure.createScriptURL(nom) : nom); });

var FORMAT = 3;
var base = null, moteur = null, dossier = "", morceaux = "";
var parties = new Map(), titres = new Map(), filtres = new Map();

function lire(url) {
  return fetch(url).then(function (reponse) {
    if (!reponse.ok) throw new Error(String(reponse.status));
    return reponse.json();
  });
}

function ouvrir(amorce) {
  dossier = amorce.slice(0, amorce.lastIndexOf("/") + 1);
  return lire(amorce).then(function (a) {
    if (a.format !== FORMAT) throw new Error("format");
    return Promise.all([lire(dossier + a.index), a.reserve]);
  }).then(function (lues) {
    base = lues[0];
    moteur = OffreMoteur.creer(base);
    if (base.decoupe) {
      morceaux = dossier + base.decoupe.dossier;
      // What the catalogue may load to filter is kept for it.
      base.decoupe.reste -= lues[1] || 0;
      base.decoupe.compte = base.decoupe.reste;
    }
    if (base.partie) {
      moteur.ajouterPartie(base.partie, base.titres.n);
      titres.set(0, Promise.resolve(base.titres));
      moteur.construire();
    }
  });
}

// ----- a split index: the parts of the terms of the query, then the titles of the answers
var PARTIES_PAR_DEBUT = 6, pressee = false;
function rangDe(terme) {
  var premiers = base.decoupe.premiers, bas = 0, haut = premiers.length;
  while (bas < haut) {
    var milieu = (bas + haut) >> 1;
    if (premiers[milieu] <= terme) bas = milieu + 1;
    else haut = milieu;
  }
  return Math.max(0, bas - 1);
}
// Ask once for each file; what failed can be asked again.
function garder(ou, cle, adresse, lue) {
  if (!ou.has(cle)) {
    ou.set(cle, lire(adresse).then(lue));
    ou.get(cle).catch(function () { ou.delete(cle); });
  }
  return ou.get(cle);
}
function partie(rang) {
  return garder(parties, rang, morceaux + "partie-" + rang + ".json", function (p) { moteur.ajouterPartie(p); });
}
// A page never loads more than its budget: what is left goes down with each file, before it is asked for.
var LIMITE = "limite";
function reserve() { return base.decoupe.montres * base.decoupe.poidsTitres; }
function payer(prix, garde) {
  if (prix && prix + garde > base.decoupe.reste) return false;
  base.decoupe.reste -= prix;
  return true;
}
function payerParties(rangs) {
  var neufs = rangs.filter(function (r) { return !parties.has(r); });
  return payer(neufs.reduce(function (a, r) { return a + base.decoupe.poids[r]; }, 0), reserve());
}
function preparer(q, tours) {
  if (!base.decoupe) return Promise.resolve();
  var b = moteur.besoins(q), rangs = Array.from(new Set(b.termes.map(rangDe))), plus = new Set(b.suites.map(rangDe));
  b.debuts.forEach(function (debut) {
    var premier = rangDe(debut), dernier = rangDe(debut + "\uffff");
    for (var r = premier; r <= dernier && r < premier + PARTIES_PAR_DEBUT; r++) plus.add(r);
  });
  var neuves = rangs.filter(function (r) { return !parties.has(r); }).length;
  if (!payerParties(rangs)) return Promise.reject(new Error(LIMITE));
  var charges = rangs.map(partie);
  // Ends of words are a help: they are left when there is no room.
  plus.forEach(function (r) { if (!parties.has(r) && payerParties([r])) { neuves++; charges.push(partie(r)); } });
  return Promise.all(charges).then(function () { return neuves && tours > 1 ? preparer(q, tours - 1) : undefined; });
}
// The first answers as the whole index would give them: read on, the rarest word first, while that can change them.
// While one types, a third of the account stays for the next letters.
function lisible(suite) { return payer(suite.poids, Math.max(reserve(), pressee ? 0 : base.decoupe.compte / 3)); }
function approfondir(q, admis, corrige) {
  var trouve = moteur.chercher(q, admis, lisible), suite = trouve.suite;
  if (suite) return lire(morceaux + "suite-" + suite.numero + ".json").then(function (code) {
    moteur.ajouterSuite(suite.term, code);
    return approfondir(q, admis, corrige);
  });
  // What a corrected word also means may be in a part that nobody asked for.
  var mots = trouve.corrections.map(function (c) { return c[1]; }).join(" ");
  if (!base.decoupe || !mots || corrige) return Promise.resolve(trouve);
  return preparer(mots, 2).then(function () { return approfondir(q, admis, true); });
}
function titre(document_) {
  var pas = base.decoupe ? base.decoupe.pas : Infinity, rang = base.decoupe ? Math.floor(document_ / pas) : 0;
  if (!titres.has(rang) && !payer(base.decoupe.poidsTitres, 0)) return Promise.reject(new Error(LIMITE));
  return garder(titres, rang, morceaux + "titres-" + rang + ".json", function (t) { return t; }).then(function (t) {
    if (typeof t.i === "string") t.i = t.i.split(" ");
    var k = base.decoupe ? document_ % pas : document_;
    return { id: t.i[k], nom: t.n[k] };
  });
}
function genreDe(document_) {
  var reste = document_;
  return base.genres.find(function (g) {
    if (reste < g.nombre) return true;
    reste -= g.nombre;
    return false;
  });
}

// One kind only (besoins near what one is about to say), or all of them.
function voulu(genres, document_) { return !genres.length || genres.indexOf(genreDe(document_).id) >= 0; }

// In a split index, 1 for each document that passes: a kind, and one value at least of each filter. A value is
// [file, weight], a filter a list of values; a commune is the areas that hold it.
function admettre(genres, choix) {
  if (!base.decoupe || !(genres.length || choix.length)) return Promise.resolve(null);
  var tout = choix.reduce(function (a, valeurs) { return a.concat(valeurs); }, []);
  var neufs = tout.filter(function (v) { return !filtres.has(v[0]); });
  var prix = neufs.reduce(function (a, v) { return a + v[1]; }, 0);
  if (!payer(prix, reserve())) return Promise.reject(new Error(LIMITE));
  return Promise.all(choix.map(function (valeurs) {
    return Promise.all(valeurs.map(function (v) {
      return garder(filtres, v[0], dossier + "filtre-" + v[0] + ".json", function (f) { return f.p; });
    }));
  })).then(function (listes) {
    var admis = Uint8Array.from({ length: base.documents }, function (_, k) { return Number(voulu(genres, k)); });
    return listes.reduce(function (avant, codes) {
      var passent = new Uint8Array(base.documents);
      codes.forEach(function (code) {
        OffrePacking.unpackedPostings(code, false, function (k) { passent[k] = avant[k]; });
      });
      return passent;
    }, admis);
  });
}

function chercher(message) {
  var genres = message.genres || [], admis = null;
  // A gesture opens a new account, and may spend it.
  pressee = Boolean(message.geste);
  if (pressee && base.decoupe) base.decoupe.reste = base.decoupe.compte;
  return admettre(genres, message.filtres || []).then(function (passent) {
    admis = passent;
    return preparer(message.q, 3);
  }).then(function () { return approfondir(message.q, admis); }).then(function (trouve) {
    var voulus = trouve.resultats.filter(function (r) { return admis || voulu(genres, r.document); });
    // Without a word, all that passes the filters.
    if (trouve.vide && admis) admis.forEach(function (oui, k) {
      if (oui) voulus.push({ document: k, score: 0, complet: true, pourquoi: [] });
    });
    return Promise.all(voulus.slice(0, message.max).map(function (r) {
      return titre(r.document).then(function (t) {
        var genre = genreDe(r.document);
        return {
          document: r.document, nom: t.nom, url: genre.dossier + t.id + "/", genre: genre.id, libelle: genre.singulier,
          complet: r.complet, pourquoi: r.pourquoi, score: r.score,
          morceaux: OffreNormaliser.surligner(t.nom, trouve.marques)
        };
      });
    })).then(function (resultats) {
      return {
        type: "reponse", n: message.n, q: message.q, vide: trouve.vide, total: voulus.length, plus: trouve.plus,
        resultats: resultats, corrections: trouve.corrections, proches: trouve.proches, marques: trouve.marques
      };
    });
  });
}

self.onmessage = function (evenement) {
  var message = evenement.data;
  var suite = message.type !== "ouvrir" ? chercher(message) : ouvrir(message.amorce).then(function () {
    return { type: "pret", genres: base.genres, decoupe: Boolean(base.decoupe) };
  });
  suite.then(function (reponse) { self.postMessage(reponse); }).catch(function (erreur) {
    self.postMessage({ type: "echec", n: message.n, erreur: String(erreur && erreur.message) });
  });
};
