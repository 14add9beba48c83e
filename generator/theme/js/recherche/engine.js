/* Ask, and say why. The same, decision for decision, as generator/rendering/search/engine.py:
   lunr scores, this decides what is asked and what is kept. No network here: the worker brings the parts. */
(function (monde) {
  "use strict";
  var N = monde.OffreNormaliser, P = monde.OffrePostings, V = monde.OffreNearness, S = monde.OffreSelection;

  function rounded(x) { return Math.floor(x * 1e6 + 0.5) / 1e6; }
  function uniques(list) { return Array.from(new Set(list)); }

  function creer(base) {
    var reglages = base.reglages, postings = P.creer(base), isKnown = postings.isKnown;
    // Of the last question to a split index: what is to be read first, whether there are more answers than those.
    var attente = null, plus = false;

    // ----- the query
    // [first word, after the last, target] of each synonym in the query, then of its compounds.
    function spans(typed) {
      var keys = typed.map(P.keyOf), found = [];
      keys.forEach(function (key, start) {
        (postings.targets[key] || []).forEach(function (entree) {
          var end = start + entree.cles.length, target = entree.cible;
          if (end > typed.length || entree.cles.some(function (c, k) { return keys[start + k] !== c; })) return;
          if (target.capitales && !typed.slice(start, end).every(function (word) { return word.sigle; })) return;
          function beside(c, k) { return (k < start || k >= end) && target.avec.includes(c); }
          if (target.avec.length && !keys.some(beside)) return;
          found.push([start, end, target, entree.ecrit === P.singular(typed.slice(start, end))]);
        });
      });
      // One written as in the query sets aside those that only share its stems:
      // « coopération » is not « coopérative ».
      return found.filter(function (one) {
        return one[3] || !found.some(function (o) { return o[3] && o[0] === one[0] && o[1] === one[1]; });
      }).concat(compounds(typed));
    }
    // What each word with hyphens also means, written as one: « co-working » is « coworking ».
    function compounds(typed) {
      var found = [], end = 0;
      typed.forEach(function (first, start) {
        var glued = start < end || !first.compound ? null : N.wordOf(first.glued, false);
        if (!glued) return;
        end = start;
        while (end < typed.length && typed[end].compound === first.compound) end++;
        if (glued.tokens.some(isKnown)) {
          var vers = [[glued]];
          found.push([start, end, { libelle: first.compound, notions: [], avec: [], vers }]);
        }
        spans([glued]).forEach(function (span) { found.push([start, end, span[2]]); });
      });
      return found;
    }

    function muet(plan) { return !(plan.connu || plan.cibles.length || plan.debut || plan.suites.length); }
    function startingTokens(start) {
      var found = V.starting(postings.vocabulary(), start);
      return found.reduce(function (a, word) { return a.concat(N.tokens(word)); }, []);
    }

    function plansOf(typed) {
      var all = spans(typed);
      return typed.map(function (word, rank) {
        var here = all.filter(function (span) { return span[0] <= rank && rank < span[1]; });
        var cibles = here.map(function (span) { return span[2]; });
        var plan = { word, cibles, debut: "", suites: [], connu: word.tokens.some(isKnown) };
        var whole = cibles.some(function (c) { return c.exact || c.capitales; });
        // « fi » of « wi-fi » begins nothing
        whole = whole || (Boolean(word.compound) && word.folded.length <= N.SHORT);
        var mayBegin = word.folded.length >= reglages.debutMin && !whole;
        if (mayBegin && (rank === typed.length - 1 || muet(plan))) {
          if (postings.anyStartsWith(word.folded)) plan.debut = word.folded;
          plan.suites = uniques(startingTokens(word.folded).filter(function (token) {
            return isKnown(token) && !word.tokens.includes(token);
          })).sort();
        }
        return plan;
      });
    }

    var corrections = { known: null, words: null };
    function correctionOf(folded) {
      var known = postings.vocabulary();
      if (corrections.known !== known) corrections = { known, words: new Map() };
      if (!corrections.words.has(folded)) corrections.words.set(folded, V.correction(known, folded, reglages.long));
      return corrections.words.get(folded);
    }
    // Every term that a query may need: in a split index, the worker fetches their parts first. `inconnus` are what
    // nothing that was read knows, `muets` what nothing begins like either: they are corrected.
    function besoins(requete) {
      var typed = N.words(requete), plans = plansOf(typed), b = needs(typed), corriges = [];
      b.inconnus = plans.filter(function (plan) { return !plan.connu && !plan.cibles.length; }).map(foldedOf);
      b.muets = plans.filter(muet).map(foldedOf);
      plans.forEach(function (plan) {
        var found = muet(plan) ? correctionOf(plan.word.folded) : [];
        corriges = corriges.concat(found.length ? N.words(found.join(" ")) : plan.word);
      });
      b.muets.forEach(function (mot) {
        b.termes = b.termes.concat(V.otherwise(postings.vocabulary(), mot));
        b.inconnus.push(mot.slice(0, reglages.secours));
      });
      if (b.muets.length) b.termes = b.termes.concat(needs(corriges).termes);
      return b;
    }
    function foldedOf(plan) { return plan.word.folded; }
    function needs(typed) {
      var termes = [], debuts = [], suites = [];
      typed.forEach(function (word) {
        var glued = word.glued && N.wordOf(word.glued, false);
        if (glued) termes = termes.concat(glued.tokens);
      });
      spans(typed).forEach(function (span) {
        termes = termes.concat(span[2].notions);
        span[2].vers.forEach(function (p) { p.forEach(function (word) { termes = termes.concat(word.tokens); }); });
      });
      typed.forEach(function (word, rank) {
        termes = termes.concat(word.tokens, [word.folded]);
        if (rank === typed.length - 1 && word.folded.length >= reglages.debutMin) {
          debuts.push(word.folded);
          suites = startingTokens(word.folded);
        }
      });
      return { termes: uniques(termes), debuts, suites };
    }

    function clauses(plans) {
      var list = [], told = [];
      plans.forEach(function (plan) {
        var own = plan.word.tokens;
        own.forEach(function (token) { if (isKnown(token)) list.push([token, 1 / own.length]); });
        if (plan.debut) list.push([plan.debut + "*", reglages.debut]);
        plan.suites.forEach(function (token) { list.push([token, reglages.debut]); });
        plan.cibles.forEach(function (target) {
          if (told.includes(target)) return;
          told.push(target);
          target.notions.forEach(function (notion) { if (isKnown(notion)) list.push([notion, reglages.synonyme]); });
          target.vers.forEach(function (phrase) {
            phrase.forEach(function (word) {
              word.tokens.forEach(function (token) {
                if (isKnown(token)) list.push([token, reglages.synonyme / phrase.length / word.tokens.length]);
              });
            });
          });
        });
      });
      return list;
    }

    function direct(plan, terms) {
      if (plan.word.tokens.concat(plan.suites).some(function (token) { return terms[token]; })) return true;
      if (!plan.debut) return false;
      return Object.keys(terms).some(function (term) { return term.startsWith(plan.debut); });
    }
    function reached(target, terms) {
      return target.notions.some(function (notion) { return terms[notion]; }) || target.vers.some(function (phrase) {
        return phrase.every(function (word) { return word.tokens.some(function (token) { return terms[token]; }); });
      });
    }
    // Share of the query that a document answers to, whether to all of it, why when a synonym did.
    function covered(plans, terms) {
      var share = 0, met = 0, why = [];
      plans.forEach(function (plan) {
        if (direct(plan, terms)) { share += 1; met++; return; }
        var target = plan.cibles.find(function (c) { return reached(c, terms); });
        if (!target) return;
        share += plans.length > 1 ? reglages.parSynonyme : 1;
        met++;
        var typed = plan.word.compound || plan.word.raw;
        function same(pair) { return pair[0] === typed && pair[1] === target.libelle; }
        if (target.libelle !== typed && !why.some(same)) why.push([typed, target.libelle]);
      });
      return { share: share / plans.length, complet: met === plans.length, pourquoi: why };
    }

    // What a split index is asked for each term: its weight, and the words of the query that it holds or means.
    function demandeOf(plans, list) {
      var demande = Object.create(null);
      list.forEach(function (c) {
        postings.asked([c]).forEach(function (term) {
          demande[term] = demande[term] || { poids: 0, directs: 0, autres: 0, possibles: 0 };
          demande[term].poids += c[1];
        });
      });
      Object.keys(demande).forEach(function (term) {
        var alone = Object.create(null);
        alone[term] = true;
        // A phrase is held by a document that has all its words: one of them only makes it possible.
        plans.forEach(function (plan, rank) {
          if (direct(plan, alone)) demande[term].directs |= 1 << rank;
          plan.cibles.forEach(function (target) {
            if (reached(target, alone)) demande[term].autres |= 1 << rank;
            else if (target.vers.some(function (phrase) {
              return phrase.some(function (word) { return word.tokens.includes(term); });
            })) demande[term].possibles |= 1 << rank;
          });
        });
      });
      return demande;
    }

    function ask(q, admis, lire) {
      var plans = q.plans, list = q.list;
      plus = false;
      attente = null;
      if (!list.length) return [];
      if (base.decoupe) {
        var choix = S.choisir(postings, q.demande, plans.length, reglages.parSynonyme, admis, lire.suite);
        attente = lire.fiches(choix.candidats, choix.surs);
        if (attente) return [];
        if (choix.manque) {
          attente = Object.assign({ term: choix.manque.term }, choix.manque.suite);
          return [];
        }
        var documents = choix.documents();
        plus = choix.incomplet || choix.trouves > documents.length;
        postings.construire(Object.keys(q.demande).sort(), documents);
      } else if (!postings.index()) postings.construire();
      var kept = [];
      postings.index().query(function (query) {
        list.forEach(function (c) { query.term(c[0], { boost: c[1], usePipeline: false }); });
      }).forEach(function (row) {
        var c = covered(plans, row.matchData.metadata);
        if (!c.share) return;
        kept.push({
          document: Number(row.ref), score: rounded(row.score * (c.share * c.share)),
          complet: c.complet, pourquoi: c.pourquoi
        });
      });
      kept.sort(function (a, b) { return b.score - a.score || a.document - b.document; });
      var enough = kept.length ? rounded(kept[0].score * reglages.bruit) : 0;
      return kept.filter(function (result) { return result.complet || result.score >= enough; });
    }

    function corrected(plans, corrections) {
      var typed = plans.reduce(function (words, plan) {
        var found = muet(plan) ? correctionOf(plan.word.folded) : [];
        if (!found.length) return words.concat(plan.word);
        corrections.push([plan.word.raw, found.join(" ")]);
        return words.concat(found.map(function (word) {
          return { raw: word, folded: N.fold(word), tokens: N.tokens(word), sigle: false, compound: "", glued: "" };
        }));
      }, []);
      var made = corrections.length ? plansOf(typed) : plans.slice();
      made.forEach(function (plan) {
        var start = plan.word.folded.slice(0, reglages.secours);
        if (muet(plan) && plan.word.folded.length > reglages.secours && postings.anyStartsWith(start)) {
          plan.debut = start;
          corrections.push([plan.word.raw, start + "…"]);
        }
      });
      return made;
    }

    // A question as the words known so far read it: the same while one reads on for it.
    var question = {};
    function questionDe(requete) {
      var known = postings.vocabulary(), q = question;
      if (q.requete === requete && q.known === known) return q;
      q = question = { requete, known, typed: N.words(requete), corrections: [] };
      // What is corrected is a word that nothing knows: no answer to what was typed would hold all of it.
      q.plans = corrected(plansOf(q.typed), q.corrections);
      q.list = clauses(q.plans);
      if (base.decoupe) q.demande = demandeOf(q.plans, q.list);
      return q;
    }

    // In a split index only: `admis` is 1 for each document that passes the filters; what could change the first
    // answers is returned as `suite`, to be read before asking again, when `lire` says that it may be.
    function chercher(requete, admis, lire) {
      var q = questionDe(requete), typed = q.typed, plans = q.plans, marques = { termes: [], debuts: [] };
      if (!typed.length) return { vide: true, resultats: [], corrections: [], proches: [], marques };
      var found = ask(q, admis, lire);
      if (attente) return { suite: attente };
      var proches = found.length ? [] : uniques(typed.reduce(function (a, word) {
        return a.concat(V.nearest(postings.vocabulary(), word.folded, reglages.long));
      }, [])).slice(0, 3);
      plans.forEach(function (plan) {
        marques.termes = marques.termes.concat(plan.word.tokens, plan.suites);
        if (plan.debut) marques.debuts.push(plan.debut);
        plan.cibles.forEach(function (target) {
          target.vers.forEach(function (phrase) {
            phrase.forEach(function (word) { marques.termes = marques.termes.concat(word.tokens); });
          });
        });
      });
      marques.termes = uniques(marques.termes);
      return { vide: false, resultats: found, corrections: q.corrections, proches, marques, plus };
    }

    return Object.assign({ besoins, chercher }, postings);
  }

  monde.OffreMoteur = { creer };
})(typeof self !== "undefined" ? self : globalThis);
