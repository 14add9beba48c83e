/* Ask, and say why. The same, decision for decision, as generator/rendering/search/engine.py:
   lunr scores, this decides what is asked and what is kept. No network here: the worker brings the parts. */
(function (monde) {
  "use strict";
  var M = monde.OffreMots, P = monde.OffrePaquets;

  function arrondi(x) { return Math.floor(x * 1e6 + 0.5) / 1e6; }
  function uniques(liste) { return liste.filter(function (x, i) { return liste.indexOf(x) === i; }); }

  function creer(base) {
    var reglages = base.reglages, index = null;
    var codes = Object.create(null), tri = [];
    var vocabulaire = null, ecrits = Object.create(null), table = Object.create(null);

    // ----- synonyms, compiled once
    function phrase(texte) { return M.mots(texte); }
    function cle(mot) { return mot.jetons[mot.jetons.length - 1]; }
    // the words themselves, without a last s or x
    function ecriture(mots) { return mots.map(function (mot) { return mot.plie.replace(/[sx]$/, ""); }).join(" "); }
    // « mots|vers|notions|libellé|drapeaux|avec »: the words of a list are set apart by commas
    function liste(texte) { return texte ? texte.split(",") : []; }
    var synonymes = base.synonymes.map(function (ligne) { return ligne.split("|"); });
    synonymes.forEach(function (s) {
      var mots = liste(s[0]), vers = liste(s[1]), drapeaux = s[4] || "", phrases = vers.map(phrase);
      var cible = {
        libelle: s[3] || vers[0], notions: liste(s[2]),
        exact: drapeaux.indexOf("e") >= 0, capitales: drapeaux.indexOf("c") >= 0,
        avec: liste(s[5]).map(phrase).reduce(function (a, b) { return a.concat(b.map(cle)); }, [])
      };
      function ajouter(tape, but, suite) {
        var lus = phrase(tape), cles = lus.map(cle), joint = cles.join(" ");
        var reste = suite.filter(function (p) { return p.map(cle).join(" ") !== joint; });
        if (!cles.length || (!reste.length && !but.notions.length)) return;
        (table[cles[0]] = table[cles[0]] || []).push([cles, Object.assign({}, but, { vers: reste }), ecriture(lus)]);
      }
      mots.forEach(function (mot) { ajouter(mot, cible, phrases); });
      if (drapeaux.indexOf("r") >= 0) {
        var retour = { libelle: mots[0], notions: [], exact: false, capitales: false, avec: [] };
        vers.forEach(function (mot) { ajouter(mot, retour, mots.map(phrase)); });
      }
    });

    // ----- parts
    function ajouterPartie(partie, noms) {
      var termes = P.deplier(partie.t), postings = partie.p.split(" ");
      termes.forEach(function (terme, rang) { codes[terme] = postings[rang]; });
      tri = tri.length ? Object.keys(codes).sort() : termes;
      // A whole index does not say twice the words of its titles and of its synonyms,
      // only those that texts write otherwise.
      if (noms) noms.concat.apply(noms, synonymes.map(function (s) { return liste(s[0]); })).forEach(function (texte) {
        phrase(texte).forEach(function (mot) { noter(mot.brut.toLowerCase()); });
      });
      P.deplier(partie.v).forEach(function (mot) { ecrits[M.plier(mot)] = mot; });
      vocabulaire = index = null;
    }
    // One way to write each word: with its accents when somebody wrote them.
    function noter(mot) {
      var plie = M.plier(mot), ecrit = ecrits[plie];
      if (plie.length < 3 || /[0-9]/.test(plie)) return;
      if (ecrit === undefined || ecrit === plie || (mot !== plie && mot < ecrit)) ecrits[plie] = mot;
    }
    function connus() {
      if (!vocabulaire) vocabulaire = Object.keys(ecrits).sort().map(function (plie) { return [plie, ecrits[plie]]; });
      return vocabulaire;
    }
    function connu(terme) { return codes[terme] !== undefined; }
    function commenceA(ou, debut) { return ou < tri.length && tri[ou].slice(0, debut.length) === debut; }
    function commence(debut) { return commenceA(P.place(tri, debut), debut); }

    // The builder is filled with our postings instead of texts; weights, BM25 and vectors are lunr's.
    // Lengths are known beforehand: the mean does not depend on the terms that are here.
    var longueurs = base.noms.split("").map(function (signe) { return parseInt(signe, 36); });
    var moyenne = longueurs.reduce(function (a, n) { return a + n; }, 0) / base.documents;
    function construire(termes) {
      var b = new lunr.Builder();
      b.ref("ref");
      b.b(reglages.longueur);
      base.champs.forEach(function (champ) { b.field(champ[0], { boost: champ[1] }); });
      b.documentCount = base.documents;
      b.calculateAverageFieldLengths = function () {
        b.averageFieldLength = {};
        base.champs.forEach(function (champ, bit) { b.averageFieldLength[champ[0]] = bit ? 1 : moyenne; });
      };
      (termes || tri).forEach(function (terme) {
        var posting = { _index: b.termIndex++ };
        base.champs.forEach(function (champ) { posting[champ[0]] = Object.create(null); });
        P.decoder(codes[terme], function (document_, masque) {
          b._documents[document_] = { boost: base.bareme[parseInt(base.poids[document_], 36)] };
          base.champs.forEach(function (champ, bit) {
            if (!(masque & (1 << bit))) return;
            var ref = champ[0] + "/" + document_;
            posting[champ[0]][document_] = Object.create(null);
            (b.fieldTermFrequencies[ref] = b.fieldTermFrequencies[ref] || Object.create(null))[terme] = 1;
            b.fieldLengths[ref] = bit ? 1 : longueurs[document_];
          });
        });
        b.invertedIndex[terme] = posting;
      });
      index = b.build();
    }
    // In a split index, only what is asked is built: the score of a term needs no other term.
    function demandes(liste) {
      var termes = [];
      liste.forEach(function (c) {
        var debut = c[0].slice(-1) === "*" ? c[0].slice(0, -1) : "";
        if (!debut) termes.push(c[0]);
        else for (var ou = P.place(tri, debut); commenceA(ou, debut); ou++) termes.push(tri[ou]);
      });
      return Array.from(new Set(termes)).sort();
    }

    // ----- the query
    function reperer(mots) {
      var cles = mots.map(cle), trouves = [];
      cles.forEach(function (premiere, debut) {
        (table[premiere] || []).forEach(function (entree) {
          var fin = debut + entree[0].length, cible = entree[1];
          if (fin > mots.length || entree[0].some(function (c, k) { return cles[debut + k] !== c; })) return;
          if (cible.capitales && !mots.slice(debut, fin).every(function (m) { return m.sigle; })) return;
          function aCote(c, k) { return (k < debut || k >= fin) && cible.avec.indexOf(c) >= 0; }
          if (cible.avec.length && !cles.some(aCote)) return;
          trouves.push([debut, fin, cible, entree[2] === ecriture(mots.slice(debut, fin))]);
        });
      });
      // One written as in the query sets aside those that only share its stems: « coopération » is not « coopérative ».
      return trouves.filter(function (t) {
        return t[3] || !trouves.some(function (autre) { return autre[3] && autre[0] === t[0] && autre[1] === t[1]; });
      });
    }

    function muet(plan) { return !(plan.connu || plan.cibles.length || plan.debut || plan.suites.length); }
    function suitesDe(debut) {
      return connus().filter(function (v) { return v[0].slice(0, debut.length) === debut; })
        .reduce(function (a, v) { return a.concat(M.jetons(v[1])); }, []);
    }

    function planifier(mots) {
      var reperes = reperer(mots);
      return mots.map(function (mot, rang) {
        var ici = reperes.filter(function (r) { return r[0] <= rang && rang < r[1]; });
        var cibles = ici.map(function (r) { return r[2]; });
        var plan = { mot: mot, cibles: cibles, debut: "", suites: [], connu: mot.jetons.some(connu) };
        var stricte = cibles.some(function (c) { return c.exact || c.capitales; });
        var ouvert = mot.plie.length >= reglages.debutMin && !stricte;
        if (ouvert && (rang === mots.length - 1 || muet(plan))) {
          if (commence(mot.plie)) plan.debut = mot.plie;
          var neuves = suitesDe(mot.plie).filter(function (j) { return connu(j) && mot.jetons.indexOf(j) < 0; });
          plan.suites = uniques(neuves).sort();
        }
        return plan;
      });
    }

    // Every term that a query may need: in a split index, the worker fetches their parts first.
    function besoins(requete) {
      var mots = phrase(requete), termes = [], debuts = [], suites = [];
      reperer(mots).forEach(function (r) {
        termes = termes.concat(r[2].notions);
        r[2].vers.forEach(function (p) { p.forEach(function (m) { termes = termes.concat(m.jetons); }); });
      });
      mots.forEach(function (mot, rang) {
        termes = termes.concat(mot.jetons, [mot.plie]);
        if (rang === mots.length - 1 && mot.plie.length >= reglages.debutMin) {
          debuts.push(mot.plie);
          suites = suitesDe(mot.plie);
        }
      });
      return { termes: uniques(termes), debuts: debuts, suites: suites };
    }

    function clauses(plans) {
      var liste = [], dites = [];
      plans.forEach(function (plan) {
        plan.mot.jetons.forEach(function (j) { if (connu(j)) liste.push([j, 1 / plan.mot.jetons.length]); });
        if (plan.debut) liste.push([plan.debut + "*", reglages.debut]);
        plan.suites.forEach(function (j) { liste.push([j, reglages.debut]); });
        plan.cibles.forEach(function (cible) {
          if (dites.indexOf(cible) >= 0) return;
          dites.push(cible);
          cible.notions.forEach(function (n) { if (connu(n)) liste.push([n, reglages.synonyme]); });
          cible.vers.forEach(function (p) {
            p.forEach(function (mot) {
              mot.jetons.forEach(function (j) {
                if (connu(j)) liste.push([j, reglages.synonyme / p.length / mot.jetons.length]);
              });
            });
          });
        });
      });
      return liste;
    }

    function direct(plan, termes) {
      if (plan.mot.jetons.concat(plan.suites).some(function (j) { return termes[j]; })) return true;
      if (!plan.debut) return false;
      return Object.keys(termes).some(function (t) { return t.slice(0, plan.debut.length) === plan.debut; });
    }
    function atteinte(cible, termes) {
      return cible.notions.some(function (n) { return termes[n]; }) || cible.vers.some(function (p) {
        return p.every(function (mot) { return mot.jetons.some(function (j) { return termes[j]; }); });
      });
    }

    function demander(plans) {
      var liste = clauses(plans);
      if (!liste.length) return [];
      if (base.decoupe) construire(demandes(liste));
      else if (!index) construire();
      var gardes = [];
      index.query(function (q) {
        liste.forEach(function (c) { q.term(c[0], { boost: c[1], usePipeline: false }); });
      }).forEach(function (ligne) {
        var termes = ligne.matchData.metadata, satisfaits = 0, pourquoi = [];
        plans.forEach(function (plan) {
          if (direct(plan, termes)) { satisfaits++; return; }
          var cible = plan.cibles.find(function (c) { return atteinte(c, termes); });
          if (cible) { satisfaits++; pourquoi.push([plan.mot.brut, cible.libelle]); }
        });
        if (!satisfaits) return;
        gardes.push({
          document: Number(ligne.ref), score: arrondi(ligne.score * Math.pow(satisfaits / plans.length, 2)),
          complet: satisfaits === plans.length, pourquoi: pourquoi
        });
      });
      gardes.sort(function (a, b) { return b.score - a.score || a.document - b.document; });
      var assez = gardes.length ? arrondi(gardes[0].score * reglages.bruit) : 0;
      return gardes.filter(function (g) { return g.complet || g.score >= assez; });
    }

    function meilleurs(tape, limite, combien) {
      var rangs = [];
      connus().forEach(function (v) {
        if (!limite || Math.abs(v[0].length - tape.length) > limite) return;
        var d = M.distance(tape, v[0], limite);
        if (d > limite) return;
        if (v[0][0] !== tape[0] && (d > 1 || tape.length < reglages.long)) return;
        rangs.push([d, -M.debutCommun(tape, v[0]), v[0], v[1]]);
      });
      function ordre(a, b) { return a < b ? -1 : a > b ? 1 : 0; }
      rangs.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || ordre(a[2], b[2]) || ordre(a[3], b[3]); });
      return rangs.slice(0, combien).map(function (r) { return r[3]; });
    }

    // « worldcafe » → world, café
    function decoller(tape) {
      for (var i = 3; i < tape.length - 2; i++) {
        var un = ecrits[tape.slice(0, i)], deux = ecrits[tape.slice(i)];
        if (un !== undefined && deux !== undefined) return [un, deux];
      }
      return [];
    }
    function corriger(plans, corrections) {
      var mots = plans.reduce(function (suite, plan) {
        var n = plan.mot.plie.length, neufs = [];
        if (muet(plan)) {
          neufs = meilleurs(plan.mot.plie, n < 4 ? 0 : n < 8 ? 1 : 2, 1);
          if (!neufs.length) neufs = decoller(plan.mot.plie);
        }
        if (!neufs.length) return suite.concat(plan.mot);
        corrections.push([plan.mot.brut, neufs.join(" ")]);
        return suite.concat(neufs.map(function (mot) {
          return { brut: mot, plie: M.plier(mot), jetons: M.jetons(mot), sigle: false };
        }));
      }, []);
      var faits = corrections.length ? planifier(mots) : plans.slice();
      faits.forEach(function (plan) {
        var debut = plan.mot.plie.slice(0, reglages.secours);
        if (muet(plan) && plan.mot.plie.length > reglages.secours && commence(debut)) {
          plan.debut = debut;
          corrections.push([plan.mot.brut, debut + "…"]);
        }
      });
      return faits;
    }

    function chercher(requete) {
      var mots = phrase(requete), corrections = [], marques = { termes: [], debuts: [] };
      if (!mots.length) return { vide: true, resultats: [], corrections: [], proches: [], marques: marques };
      var plans = planifier(mots), trouves = demander(plans);
      if (trouves.filter(function (r) { return r.complet; }).length < reglages.peu) {
        var corriges = corriger(plans, corrections);
        if (corrections.length) { plans = corriges; trouves = demander(plans); }
      }
      var proches = trouves.length ? [] : uniques(mots.reduce(function (a, mot) {
        return a.concat(meilleurs(mot.plie, mot.plie.length < 6 ? 2 : 3, 3));
      }, [])).slice(0, 3);
      plans.forEach(function (plan) {
        marques.termes = marques.termes.concat(plan.mot.jetons, plan.suites);
        if (plan.debut) marques.debuts.push(plan.debut);
        plan.cibles.forEach(function (c) {
          c.vers.forEach(function (p) {
            p.forEach(function (mot) { marques.termes = marques.termes.concat(mot.jetons); });
          });
        });
      });
      marques.termes = uniques(marques.termes);
      return { vide: false, resultats: trouves, corrections: corrections, proches: proches, marques: marques };
    }

    return { ajouterPartie: ajouterPartie, besoins: besoins, chercher: chercher, construire: construire };
  }

  monde.OffreMoteur = { creer: creer };
})(typeof self !== "undefined" ? self : globalThis);
