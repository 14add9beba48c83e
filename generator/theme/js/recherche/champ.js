/* The search field of every page. The form works without this file: it leads to the catalogue.
   Nothing is fetched before the field has the focus. Text from the index only ever becomes text.
   Pattern: combobox with a list (WAI-ARIA). Keys: / to come here, arrows, Enter, Escape. */
(function () {
  "use strict";
  var MONTRES = 8, PROCHES = 3;

  function elem(nom, attributs, texte) {
    var e = document.createElement(nom);
    Object.keys(attributs || {}).forEach(function (cle) { e.setAttribute(cle, attributs[cle]); });
    if (texte !== undefined) e.textContent = texte;
    return e;
  }

  // The only scripts that a page ever starts: a browser with Trusted Types refuses any other. One policy per page.
  function permise(adresse) { return /\/(worker|normaliser|engine)\.js$/.test(adresse) ? adresse : ""; }
  var regle = window.trustedTypes && trustedTypes.createPolicy("offre", { createScriptURL: permise });
  // A page of another site has its whole address; ours begin at the root.
  function vers(formulaire, url) { return (url.indexOf("https:") ? formulaire.dataset.racine : "") + url; }
  function surement(adresse) { return regle ? regle.createScriptURL(adresse) : adresse; }

  // One worker per page, shared by the header and the catalogue; answers come back in order or not at all.
  var partage = null;
  function ouvrir(formulaire) {
    if (partage) return partage;
    var attentes = new Map(), n = 0, ouvrier;
    partage = new Promise(function (pret, echec) {
      ouvrier = new Worker(surement(formulaire.dataset.scripts + "worker.js"));
      ouvrier.onerror = function () { partage = null; echec(new Error("worker")); };
      ouvrier.onmessage = function (evenement) {
        var m = evenement.data;
        if (m.type === "pret") pret({
          genres: m.genres, decoupe: m.decoupe,
          // voulu: {max, genres, filtres, geste}
          chercher: function (q, voulu) {
            return new Promise(function (oui, non) {
              attentes.set(++n, [oui, non]);
              ouvrier.postMessage(Object.assign({ type: "chercher", n: n, q: q }, voulu));
            });
          }
        });
        else if (m.type === "reponse") { attentes.get(m.n)[0](m); attentes.delete(m.n); }
        else if (attentes.has(m.n)) { attentes.get(m.n)[1](new Error(m.erreur)); attentes.delete(m.n); }
        else { partage = null; ouvrier.terminate(); echec(new Error(m.erreur)); }
      };
      ouvrier.postMessage({ type: "ouvrir", amorce: new URL(formulaire.dataset.amorce, document.baseURI).href });
    });
    partage.catch(function () {});
    return partage;
  }

  function corrigee(reponse) {
    return reponse.corrections.map(function (c) {
      if (c[1].slice(-1) !== "…") return "Résultats pour " + c[1];
      return "Résultats pour les mots qui commencent par " + c[1].slice(0, -1);
    }).join(", ");
  }
  function panne(erreur) {
    return erreur && erreur.message === "limite"
      ? "La recherche s’arrête là, pour ne pas charger trop de données. " +
        "Gardez les mots importants ou rechargez la page."
      : "La recherche ne répond pas.";
  }
  function nombre(n, un, plusieurs) { return n + " " + (n > 1 ? plusieurs : un); }
  function total(reponse) {
    return (reponse.plus ? "Plus de " : "") + nombre(reponse.total, "résultat", "résultats");
  }
  // A line never begins with « : » or « ? ».
  function tenir(texte) { return texte.replace(/ (?=[:;!?»])/g, "\u00a0").replace(/« /g, "«\u00a0"); }
  function marquer(boite, morceaux) {
    morceaux.forEach(function (m) {
      boite.appendChild(m[1] ? elem("mark", {}, m[0]) : document.createTextNode(tenir(m[0])));
    });
    return boite;
  }

  window.OffreRecherche = {
    ouvrir: ouvrir, surement: surement, elem: elem, corrigee: corrigee, panne: panne, nombre: nombre,
    marquer: marquer, total: total, vers: vers
  };

  function installer(formulaire, rang) {
    var champ = formulaire.querySelector("input[type=search]");
    var cle = "recherche-" + rang, boite = null, liste = null, dite = null, etat = null;
    var choisi = -1, options = [], dernier = 0;
    if (!champ) return;

    function preparer() {
      boite = elem("div", { "class": "recherche-boite" });
      boite.hidden = true;
      dite = elem("p", { "class": "petit" });
      liste = elem("ul", { id: cle + "-liste", role: "listbox", "aria-label": "Résultats" });
      boite.append(dite, liste);
      etat = elem("p", { role: "status", "class": "lu" });
      formulaire.append(boite, etat);
      champ.setAttribute("role", "combobox");
      champ.setAttribute("aria-autocomplete", "list");
      champ.setAttribute("aria-expanded", "false");
      champ.setAttribute("aria-controls", liste.id);
    }
    function fermer() {
      boite.hidden = true;
      choisi = -1;
      champ.setAttribute("aria-expanded", "false");
      champ.removeAttribute("aria-activedescendant");
    }
    function designer(rangOption) {
      if (choisi >= 0 && options[choisi]) options[choisi].setAttribute("aria-selected", "false");
      choisi = rangOption;
      if (choisi < 0) { champ.removeAttribute("aria-activedescendant"); return; }
      options[choisi].setAttribute("aria-selected", "true");
      champ.setAttribute("aria-activedescendant", options[choisi].id);
      options[choisi].scrollIntoView({ block: "nearest" });
    }
    function aller(option) { window.location.assign(option.dataset.adresse); }
    function option(adresse) {
      var o = elem("li", {
        role: "option", id: cle + "-" + options.length, "aria-selected": "false", "data-adresse": adresse
      });
      o.addEventListener("mousedown", function (e) { e.preventDefault(); });
      o.addEventListener("click", function () { aller(o); });
      options.push(o);
      liste.appendChild(o);
      return o;
    }
    function toutVoir() {
      var adresse = new URL(formulaire.action);
      adresse.search = new URLSearchParams({ q: champ.value.trim() }).toString();
      return adresse.href;
    }

    function montrer(reponse) {
      var proche = "";
      options = [];
      liste.replaceChildren();
      designer(-1);
      reponse.resultats.forEach(function (r) {
        var o = option(vers(formulaire, r.url));
        o.appendChild(marquer(elem("span", {}), r.morceaux));
        var dessous = r.libelle + r.pourquoi.map(function (p) { return " · « " + p[0] + " » : " + p[1]; }).join("");
        o.appendChild(elem("span", { "class": "petit" }, tenir(dessous)));
      });
      if (!reponse.resultats.length && reponse.proches.length) {
        proche = " Peut-être : " + reponse.proches.join(", ") + ".";
      }
      if (reponse.total > reponse.resultats.length) {
        var combien = (reponse.plus ? "plus de " : "les ") + reponse.total;
        option(toutVoir()).textContent = "Voir " + combien + " résultats";
      } else if (!reponse.total) option(toutVoir()).textContent = "Aucun résultat." + proche + " Voir que faire";
      boite.hidden = false;
      champ.setAttribute("aria-expanded", "true");
      var dit = corrigee(reponse);
      dite.textContent = dit;
      dite.hidden = !dit;
      etat.textContent = (dit ? dit + ". " : "") +
        (reponse.total ? total(reponse) + "." : "Aucun résultat." + proche);
    }

    // One question at a time: while the worker answers, only the last thing typed is kept.
    var enVol = false, encore = false;
    function demander() {
      var q = champ.value, tour = ++dernier;
      if (q.trim().length < 2) { fermer(); etat.textContent = ""; return; }
      if (enVol) { encore = true; return; }
      enVol = true;
      var genre = formulaire.dataset.genre, montres = genre ? PROCHES : MONTRES;
      ouvrir(formulaire).then(function (recherche) {
        return recherche.chercher(q, { max: montres, genres: genre ? [genre] : [] });
      }).then(function (reponse) {
        if (tour !== dernier || document.activeElement !== champ) return;
        if (reponse.vide) { fermer(); etat.textContent = "Ajoutez un mot plus précis."; } else montrer(reponse);
      }).catch(function (erreur) {
        if (tour === dernier) { fermer(); etat.textContent = panne(erreur) + " La touche Entrée mène à la liste."; }
      }).then(function () {
        enVol = false;
        if (encore) { encore = false; demander(); }
      });
    }

    preparer();
    champ.addEventListener("focus", function () { ouvrir(formulaire); });
    champ.addEventListener("input", function () { demander(); });
    champ.addEventListener("blur", function () {
      setTimeout(function () { if (document.activeElement !== champ) fermer(); }, 150);
    });
    champ.addEventListener("keydown", function (e) {
      var ouverte = !boite.hidden && options.length;
      if (e.isComposing) return;
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        if (!ouverte) { if (e.key === "ArrowDown") demander(); return; }
        e.preventDefault();
        var pas = e.key === "ArrowDown" ? 1 : -1, suivant = choisi + pas;
        designer(suivant >= options.length ? -1 : suivant < -1 ? options.length - 1 : suivant);
      } else if (e.key === "Enter" && ouverte && choisi >= 0) {
        e.preventDefault();
        aller(options[choisi]);
      } else if (e.key === "Escape") {
        if (ouverte) { e.preventDefault(); fermer(); } else champ.value = "";
      }
    });
  }

  // A one-key shortcut must be able to be switched off (WCAG 2.1.4): a button [data-raccourcis] remembers it,
  // on request only.
  function sansRaccourci() { try { return localStorage.getItem("raccourcis") === "non"; } catch (e) { return false; } }
  document.addEventListener("keydown", function (e) {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || sansRaccourci()) return;
    var cible = e.target;
    if (cible instanceof Element && cible.closest("input, textarea, select, [contenteditable]")) return;
    var champs = Array.from(document.querySelectorAll("form[data-recherche] input[type=search]"));
    var champ = champs.find(function (c) { return c.checkVisibility ? c.checkVisibility() : c.offsetParent; });
    if (champ) { e.preventDefault(); champ.focus(); champ.select(); }
  });
  document.querySelectorAll("[data-raccourcis]").forEach(function (bouton) {
    function dire() { bouton.setAttribute("aria-pressed", String(sansRaccourci())); }
    bouton.hidden = false;
    dire();
    bouton.addEventListener("click", function () {
      try {
        if (sansRaccourci()) localStorage.removeItem("raccourcis");
        else localStorage.setItem("raccourcis", "non");
      } catch (e) { /* refused: nothing kept */ }
      dire();
    });
  });

  document.querySelectorAll("form[data-recherche]:not([data-recherche=catalogue])").forEach(installer);
})();
