/* The search, away from the page: fetches the index once, rebuilds lunr, answers. Nothing leaves the site.
   → {type: "ouvrir", amorce}           ← {type: "pret"} or {type: "echec"}
   → {type: "chercher", n, q, max}      ← {type: "reponse", n, q, …} */
"use strict";
var PARTIES = ["lunr.min.js", "normaliser.js", "engine.js"];
var regle = { createScriptURL: function (nom) { return PARTIES.includes(nom) ? nom : ""; } };
var sure = self.trustedTypes && trustedTypes.createPolicy("offre", regle);
PARTIES.forEach(function (nom) { importScripts(sure ? sure.createScriptURL(nom) : nom); });

var FORMAT = 2;
var base = null, moteur = null, dossier = "";
var parties = new Map(), titres = new Map();

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
    return lire(dossier + a.index);
  }).then(function (lue) {
    base = lue;
    moteur = OffreMoteur.creer(base);
    if (base.partie) {
      moteur.ajouterPartie(base.partie, base.titres.n);
      titres.set(0, Promise.resolve(base.titres));
      moteur.construire();
    }
  });
}

// ----- a split index: the parts of the terms of the query, then the titles of the answers
var PARTIES_PAR_DEBUT = 3;
function rangDe(terme) {
  var premiers = base.decoupe.premiers, bas = 0, haut = premiers.length;
  while (bas < haut) {
    var milieu = (bas + haut) >> 1;
    if (premiers[milieu] <= terme) bas = milieu + 1;
    else haut = milieu;
  }
  return Math.max(0, bas - 1);
}
function partie(rang) {
  if (!parties.has(rang)) {
    parties.set(rang, lire(dossier + base.decoupe.parties[rang]).then(function (p) { moteur.ajouterPartie(p); }));
    parties.get(rang).catch(function () { parties.delete(rang); });
  }
  return parties.get(rang);
}
// A page never loads more than its budget: what is left goes down with each file, before it is asked for.
var LIMITE = "limite";
function reserve() { return base.decoupe.montres * base.decoupe.poidsTitres; }
function payer(rangs) {
  var neufs = rangs.filter(function (r) { return !parties.has(r); });
  var prix = neufs.reduce(function (a, r) { return a + base.decoupe.poids[r]; }, 0);
  if (prix && prix + reserve() > base.decoupe.reste) return false;
  base.decoupe.reste -= prix;
  return true;
}
function preparer(q, tours) {
  if (!base.decoupe) return Promise.resolve();
  var b = moteur.besoins(q), rangs = Array.from(new Set(b.termes.map(rangDe))), plus = new Set(b.suites.map(rangDe));
  b.debuts.forEach(function (debut) {
    var premier = rangDe(debut), dernier = rangDe(debut + "\uffff");
    for (var r = premier; r <= dernier && r < premier + PARTIES_PAR_DEBUT; r++) plus.add(r);
  });
  if (!payer(rangs)) return Promise.reject(new Error(LIMITE));
  var charges = rangs.map(partie), neuves = 0;
  // Ends of words are a help: they are left when there is no room.
  plus.forEach(function (r) { if (!parties.has(r) && payer([r])) { neuves++; charges.push(partie(r)); } });
  return Promise.all(charges).then(function () { return neuves && tours > 1 ? preparer(q, tours - 1) : undefined; });
}
function titre(document_) {
  var pas = base.decoupe ? base.decoupe.pas : Infinity, rang = base.decoupe ? Math.floor(document_ / pas) : 0;
  if (!titres.has(rang)) {
    if (base.decoupe.reste < base.decoupe.poidsTitres) return Promise.reject(new Error(LIMITE));
    base.decoupe.reste -= base.decoupe.poidsTitres;
    titres.set(rang, lire(dossier + base.decoupe.titres[rang]));
    titres.get(rang).catch(function () { titres.delete(rang); });
  }
  return titres.get(rang).then(function (t) {
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

function chercher(message) {
  return preparer(message.q, 3).then(function () {
    var trouve = moteur.chercher(message.q);
    // One kind only (besoins near what one is about to say), or all of them.
    var voulus = trouve.resultats.filter(function (r) {
      return !message.genre || genreDe(r.document).id === message.genre;
    });
    var montres = voulus.slice(0, message.max);
    return Promise.all(montres.map(function (r) {
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
        type: "reponse", n: message.n, q: message.q, vide: trouve.vide, total: voulus.length,
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
