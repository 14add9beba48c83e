/* The search, away from the page: fetches the index once, rebuilds lunr, answers. Nothing leaves the site.
   → {type: "ouvrir", amorce}           ← {type: "pret"} or {type: "echec"}
   → {type: "chercher", n, q, max, genres, filtres, geste}      ← {type: "reponse", n, q, …} */
"use strict";
var PARTIES = ["lunr.min.js", "normaliser.js", "engine.js"];
var regle = { createScriptURL: function (nom) { return PARTIES.includes(nom) ? nom : ""; } };
var sure = self.trustedTypes && trustedTypes.createPolicy("offre", regle);
PARTIES.forEach(function (nom) { importScripts(sure ? sure.createScriptURL(nom) : nom); });

var FORMATS = [3, 4];
var base = null, moteur = null, dossier = "", morceaux = "";
var parties = new Map(), mots = new Map(), titres = new Map(), filtres = new Map();

function lire(url) {
  return fetch(url).then(function (reponse) {
    if (!reponse.ok) throw new Error(String(reponse.status));
    return reponse.json();
  });
}

function ouvrir(amorce) {
  dossier = amorce.slice(0, amorce.lastIndexOf("/") + 1);
  return lire(amorce).then(function (a) {
    if (!FORMATS.includes(a.format)) throw new Error("format");
    return Promise.all([lire(dossier + a.index), a.reserve]);
  }).then(function (lues) {
    base = lues[0];
    moteur = OffreMoteur.creer(base);
    if (base.decoupe) {
      morceaux = dossier + base.decoupe.dossier;
      base.decoupe.premiers = OffrePacking.unpackedWords(base.decoupe.premiers);
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
var TOURS = 6, PARTIES_PAR_DEBUT = 10, pressee = false, montres = 0;
function rangDe(terme) {
  var premiers = base.decoupe.premiers, rang = OffrePacking.place(premiers, terme);
  return premiers[rang] === terme ? rang : Math.max(0, rang - 1);
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
function reserve() { return Math.min(montres, base.decoupe.montres) * base.decoupe.poidsTitres; }
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
  if (!base.decoupe || !tours) return Promise.resolve();
  var b = moteur.besoins(q), plus = new Set(b.suites.map(rangDe)), lettres = [];
  var rangs = Array.from(new Set(b.termes.map(rangDe))).filter(function (r) { return !parties.has(r); });
  if (!payerParties(rangs)) return Promise.reject(new Error(LIMITE));
  var charges = rangs.map(partie);
  // Only once its own part was read is a word known to be unknown.
  (charges.length ? b.debuts : b.debuts.concat(b.inconnus)).forEach(function (debut) {
    var premier = rangDe(debut), dernier = rangDe(debut + "\uffff");
    for (var r = premier; r <= dernier && r < premier + PARTIES_PAR_DEBUT; r++) plus.add(r);
  });
  // Ends of words and corrections are a help: they are left when there is no room.
  plus.forEach(function (r) { if (!parties.has(r) && payerParties([r])) charges.push(partie(r)); });
  if (!charges.length) b.muets.forEach(function (mot) { lettres.push(mot[0]); });
  lettres.forEach(function (lettre) {
    var rang = base.decoupe.lettres.indexOf(lettre);
    if (rang < 0 || mots.has(rang) || !payer(base.decoupe.poidsMots[rang], reserve())) return;
    charges.push(garder(mots, rang, morceaux + "mots-" + rang + ".json", moteur.ajouterMots));
  });
  return charges.length ? Promise.all(charges).then(function () { return preparer(q, tours - 1); }) : Promise.resolve();
}
// The first answers as the whole index would give them: read on, the rarest word first, while that can change them.
// While one types, a third of the account stays for the next letters.
function abordable(prix, garde) {
  return prix + Math.max(garde, pressee ? 0 : base.decoupe.compte / 3) <= base.decoupe.reste;
}
var FICHES = 8, PART = 0.4, fichesLues = false;
var lisibles = {
  suite: function (suite) { return abordable(suite.poids, reserve() + FICHES * base.decoupe.poidsTitres); },
  // Of the documents to read whole, the files of the first, as many as the account pays: most answers are of them, so
  // that their titles are there too.
  // When lists are too long to be read to the end, a few of the likeliest after each file.
  fiches: function (documents, surs) {
    if (!surs && (fichesLues || base.decoupe.reste > base.decoupe.compte * PART)) return null;
    var rangs = new Set(documents.map(function (k) { return Math.floor(k / base.decoupe.pas); }));
    rangs = Array.from(rangs).filter(function (_, k) {
      return abordable((k + 1) * base.decoupe.poidsTitres, reserve() / 2);
    });
    return rangs.length ? { fiches: rangs } : null;
  }
};
function lireSuite(suite) {
  fichesLues = Boolean(suite.fiches);
  if (!suite.fiches) {
    payer(suite.poids, 0);
    return lire(morceaux + "suite-" + suite.numero + ".json").then(function (code) {
      moteur.ajouterSuite(suite.term, code);
    });
  }
  return Promise.all(suite.fiches.map(function (rang) {
    payer(base.decoupe.poidsTitres, 0);
    return titresDe(rang).then(function (t) {
      t.t.split(" ").forEach(function (code, k) { moteur.ajouterFiche(rang * base.decoupe.pas + k, code); });
    });
  }));
}
function approfondir(q, admis, corrige) {
  var trouve = moteur.chercher(q, admis, lisibles);
  if (trouve.suite) return lireSuite(trouve.suite).then(function () { return approfondir(q, admis, corrige); });
  // What a corrected word also means may be in a part that nobody asked for.
  var corrects = trouve.corrections.map(function (c) { return c[1]; }).join(" ");
  if (!base.decoupe || !corrects || corrige) return Promise.resolve(trouve);
  return preparer(corrects, TOURS).then(function () { return approfondir(q, admis, true); });
}
function titresDe(rang) {
  return garder(titres, rang, morceaux + "titres-" + rang + ".json", function (t) {
    // It was paid as the heaviest.
    base.decoupe.reste += base.decoupe.poidsTitres - t.o;
    return t;
  });
}
function titre(document_) {
  var pas = base.decoupe ? base.decoupe.pas : Infinity, rang = Math.floor(document_ / pas);
  if (!titres.has(rang) && !payer(base.decoupe.poidsTitres, 0)) return Promise.reject(new Error(LIMITE));
  return titresDe(rang).then(function (t) {
    if (typeof t.i === "string") t.i = t.i.split(" ");
    return { id: t.i[document_ % pas], nom: t.n[document_ % pas] };
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
function voulu(genres, document_) { return !genres.length || genres.includes(genreDe(document_).id); }

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
        OffrePacking.unpackedPostings(code, function (k) { passent[k] = avant[k]; });
      });
      return passent;
    }, admis);
  });
}

function chercher(message) {
  var genres = message.genres || [], admis = null;
  // A gesture opens a new account, and may spend it.
  pressee = Boolean(message.geste);
  montres = message.max;
  fichesLues = false;
  if (pressee && base.decoupe) base.decoupe.reste = base.decoupe.compte;
  return admettre(genres, message.filtres || []).then(function (passent) {
    admis = passent;
    return preparer(message.q, TOURS);
  }).then(function () { return approfondir(message.q, admis); }).then(function (trouve) {
    var voulus = trouve.resultats.filter(function (r) { return admis || voulu(genres, r.document); });
    // Without a word, all that passes the filters.
    if (trouve.vide && admis) admis.forEach(function (oui, k) {
      if (oui) voulus.push({ document: k, score: 0, complet: true, pourquoi: [] });
    });
    return Promise.all(voulus.slice(0, message.max).map(function (r, rang) {
      return titre(r.document).then(function (t) {
        var genre = genreDe(r.document);
        return {
          document: r.document, nom: t.nom, url: genre.dossier + t.id + "/", genre: genre.id, libelle: genre.singulier,
          complet: r.complet, pourquoi: r.pourquoi, score: r.score,
          morceaux: OffreNormaliser.surligner(t.nom, trouve.marques)
        };
      }).catch(function (erreur) {
        // No room for the last titles: the first ones are shown.
        if (!rang || erreur.message !== LIMITE) throw erreur;
        trouve.plus = true;
      });
    })).then(function (lus) {
      var resultats = lus.filter(Boolean);
      return {
        type: "reponse", n: message.n, q: message.q, vide: trouve.vide, total: voulus.length, plus: trouve.plus,
        resultats, corrections: trouve.corrections, proches: trouve.proches, marques: trouve.marques
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
