/* The catalogue page: query and facets together, in the address, so that it can be shared and Back works.
   The page is whole without this file: lists, links by facet. What comes from the index only ever becomes text.
   Needs champ.js (the worker), loaded before; fetches normaliser.js and engine.js (to highlight) with the data. */
(function () {
  "use strict";
  var R = window.OffreRecherche, F = window.OffreFacettes, page = document.querySelector("[data-catalogue]");
  var formulaire = page && page.querySelector("form[data-recherche=catalogue]");
  if (!R || !formulaire) return;
  var elem = R.elem, champ = formulaire.querySelector("input[type=search]");
  var zoneFacettes = page.querySelector("[data-facettes]"), zoneListe = page.querySelector("[data-liste]");
  var statique = Array.from(zoneListe.childNodes), PAS = 20, fiches = null, charge = null;
  var montres = PAS, tape = false, dernier = 0, minuteur = 0;
  // On a phone, eight facets would push the answers two screens down: they wait behind a button.
  var filtrer = elem("button", {
    type: "button", "class": "bouton clair", "aria-expanded": "false", "aria-controls": "filtres"
  }, "Filtrer");
  zoneFacettes.id = "filtres";
  zoneFacettes.before(elem("p", { "class": "filtrer" }));
  zoneFacettes.previousSibling.appendChild(filtrer);
  function deplier(ouvert) {
    filtrer.setAttribute("aria-expanded", String(ouvert));
    zoneFacettes.toggleAttribute("data-ouvertes", ouvert);
  }
  filtrer.addEventListener("click", function () { deplier(filtrer.getAttribute("aria-expanded") !== "true"); });
  var etat = elem("p", { role: "status", "class": "catalogue-etat", tabindex: "-1" });
  zoneListe.before(etat);

  // ----- the state is the address
  function lire() {
    var p = new URLSearchParams(location.search), choix = {};
    p.forEach(function (valeur, cle) { if (cle !== "q") choix[cle] = valeur.split(",").filter(Boolean); });
    return { q: p.get("q") || "", choix: choix };
  }
  function ecrire(etatVoulu, remplacer) {
    var p = new URLSearchParams();
    if (etatVoulu.q.trim()) p.set("q", etatVoulu.q.trim());
    Object.keys(etatVoulu.choix).sort().forEach(function (cle) {
      if (etatVoulu.choix[cle].length) p.set(cle, etatVoulu.choix[cle].join(","));
    });
    var texte = p.toString().replace(/%2C/g, ",");
    history[remplacer ? "replaceState" : "pushState"](null, "", location.pathname + (texte ? "?" + texte : ""));
  }
  function nombre(n) { return R.nombre(n, "résultat", "résultats"); }
  function vide(e) { return !e.q.trim() && !Object.keys(e.choix).length; }

  // ----- data
  function charger() {
    if (charge) return charge;
    var amorce = new URL(formulaire.dataset.amorce, document.baseURI).href;
    charge = Promise.all([
      R.ouvrir(formulaire),
      script("normaliser.js").then(function () { return script("engine.js"); }),
      fetch(amorce).then(json).then(function (a) {
        return fetch(new URL(a.fiches, amorce)).then(json);
      })
    ]).then(function (r) {
      fiches = (r[0].decoupe ? F.decouper : F.preparer)(r[0].genres, r[2]);
      fiches.recherche = r[0];
      return fiches;
    });
    charge.catch(function () { charge = null; });
    return charge;
  }
  function script(nom) {
    return new Promise(function (oui, non) {
      var source = R.surement(formulaire.dataset.scripts + nom);
      var balise = Object.assign(elem("script"), { src: source, onload: oui, onerror: non });
      document.head.appendChild(balise);
    });
  }
  function json(reponse) {
    if (!reponse.ok) throw new Error(String(reponse.status));
    return reponse.json();
  }

  // ----- rendering
  function ligne(r, marques) {
    var i = r.document, li = elem("li"), h3 = elem("h3"), a = elem("a", { href: R.vers(formulaire, r.url) });
    R.marquer(a, marques ? r.morceaux : [[r.nom, false]]);
    h3.appendChild(a);
    li.appendChild(h3);
    if (fiches.d) {
      var resume = fiches.d.resumes[i], signe = fiches.d.etats[fiches.d.etat[i]];
      if (resume) {
        li.appendChild(R.marquer(elem("p"), marques ? OffreNormaliser.surligner(resume, marques) : [[resume, false]]));
      }
      if (signe[0]) {
        li.appendChild(elem("span", { "class": signe[1] ? "signe s-" + signe[1] : "badge e-clos" }, signe[0]));
      }
      li.appendChild(elem("p", { "class": "petit" }, fiches.d.lignes[i]));
    } else li.appendChild(elem("p", { "class": "petit" }, r.libelle));
    r.pourquoi.forEach(function (p) {
      var raison = "Trouvé parce que « " + p[0] + " » veut aussi dire « " + p[1] + " ».";
      li.appendChild(R.marquer(elem("p", { "class": "petit pourquoi" }), [[raison, false]]));
    });
    return li;
  }
  function groupe(genre, lignes, marques) {
    var section = elem("section", { "class": "section" }), liste = elem("ul", { "class": "fiches" }), montres = 0;
    section.appendChild(elem("h2", {}, genre.pluriel + " (" + lignes.length + ")"));
    section.appendChild(liste);
    var bouton = elem("button", { type: "button", "class": "bouton" });
    function suite(clic) {
      var nouvelles = lignes.slice(montres, montres + PAS).map(function (r) { return ligne(r, marques); });
      nouvelles.forEach(function (li) { liste.appendChild(li); });
      montres += PAS;
      var reste = lignes.length - montres;
      bouton.textContent = "Afficher les " + Math.min(PAS, reste) + " suivants";
      if (reste <= 0) bouton.remove();
      if (clic) nouvelles[0].querySelector("a").focus();
    }
    suite(false);
    if (lignes.length > montres) {
      section.appendChild(bouton);
      bouton.addEventListener("click", function () { suite(true); });
    }
    return section;
  }
  function rien(reponse, sansFiltres, q) {
    var boite = elem("div", { "class": "vide" }), d = page.dataset, p;
    boite.appendChild(elem("p")).appendChild(elem("strong", {}, "Rien ne correspond."));
    if (sansFiltres) {
      var adresse = location.pathname + (q ? "?" + new URLSearchParams({ q: q }) : "");
      var retirer = elem("a", { href: adresse }, "Retirer les filtres (" + nombre(sansFiltres) + ")");
      boite.appendChild(elem("p")).appendChild(retirer);
    }
    if (reponse && reponse.proches.length) {
      p = elem("p", {}, "Peut-être : ");
      reponse.proches.forEach(function (mot, rang) {
        if (rang) p.append(", ");
        p.appendChild(elem("a", { href: location.pathname + "?" + new URLSearchParams({ q: mot }) }, mot));
      });
      p.append(".");
      boite.appendChild(p);
    }
    p = elem("p");
    if (d.orienter) {
      var qui = elem("a", { href: d.orienter }, "trouver qui peut vous aider");
      p.append("Quelques questions peuvent vous guider : ", qui, ". ");
    }
    p.append("Ou demander à : ", elem("a", { href: d.contact }, d.contactNom), ". ");
    p.append("Ou ", elem("a", { href: location.pathname }, "voir toute l’offre"), ".");
    boite.appendChild(p);
    return boite;
  }
  function dessinerFacettes(e, candidats) {
    var depliees = Array.from(zoneFacettes.querySelectorAll("details[open]"));
    var ouvertes = depliees.map(function (x) { return x.dataset.facette; });
    var foyer = document.activeElement, actif = foyer && foyer.dataset ? foyer.dataset.cle : undefined;
    var neuves = fiches.facettes.map(function (f) {
      var choisis = e.choix[f.id] || [], comptes = {}, partout = 0;
      if (!fiches.decoupe) candidats.filter(function (r) {
        return fiches.facettes.every(function (autre) {
          return autre === f || F.passe(autre, r.document, e.choix[autre.id]);
        });
      }).forEach(function (r) {
        var valeurs = f.valeursDe(r.document);
        if (valeurs === null) partout++;
        else valeurs.forEach(function (v) { comptes[v] = (comptes[v] || 0) + 1; });
      });
      var boite = elem("details", { "data-facette": f.id }), liste = elem("ul");
      boite.open = ouvertes.indexOf(f.id) >= 0;
      var gardees = f.valeurs.filter(function (v) { return choisis.indexOf(v[0]) >= 0; });
      var noms = gardees.map(function (v) { return v[1]; }).join(", ");
      boite.appendChild(elem("summary", { "data-cle": f.id }, f.titre)).appendChild(elem("span", {}, noms || "Tout"));
      f.valeurs.forEach(function (v) {
        // A split index says how many there are in all: counting the answers would load every list.
        var n = fiches.decoupe ? v[4] : (comptes[v[0]] || 0) + partout, coche = choisis.indexOf(v[0]) >= 0;
        if (!n && !coche) return;
        var label = elem("label");
        var case_ = elem("input", { type: "checkbox", value: v[0], "data-cle": f.id + "=" + v[0] });
        case_.checked = coche;
        case_.addEventListener("change", function () {
          deplier(true);
          var neuf = lire();
          var restent = (neuf.choix[f.id] || []).filter(function (x) { return x !== v[0]; });
          neuf.choix[f.id] = restent.concat(case_.checked ? [v[0]] : []);
          ecrire(neuf, false);
          rendre();
        });
        label.append(case_, " " + v[1] + " (" + n + ")");
        liste.appendChild(elem("li")).appendChild(label);
      });
      boite.appendChild(elem("fieldset")).append(elem("legend", { "class": "lu" }, f.titre), liste);
      return boite;
    });
    zoneFacettes.replaceChildren.apply(zoneFacettes, neuves);
    if (!actif) return;
    var retour = zoneFacettes.querySelector('[data-cle="' + CSS.escape(actif) + '"]');
    if (retour) retour.focus();
  }

  // A split index is filtered in the worker, and shows its first answers only: `plus` asks for more of them.
  function demander(e) {
    if (!fiches.decoupe) return e.q.trim() ? fiches.recherche.chercher(e.q, { max: 1e6 }) : null;
    if (vide(e)) return null;
    var offre = fiches.recherche.genres.filter(function (g) { return g.offre; }).map(function (g) { return g.id; });
    var genres = e.choix.genre || (e.q.trim() ? [] : offre), filtres = F.filtresDe(fiches.filtres, e.choix);
    return fiches.recherche.chercher(e.q, { max: montres, filtres: filtres, genres: genres, geste: !tape });
  }
  function rendre(plus, frappe) {
    var e = lire(), tour = ++dernier;
    montres = plus ? montres + PAS : PAS;
    tape = Boolean(frappe);
    if (champ !== document.activeElement) champ.value = e.q;
    return charger().then(function () { return demander(e); }).then(function (reponse) {
      if (tour !== dernier) return;
      var cherche = reponse && !reponse.vide, candidats, voulus;
      if (reponse && (cherche || fiches.decoupe)) candidats = reponse.resultats;
      else candidats = tout(e);
      voulus = fiches.decoupe ? candidats : candidats.filter(function (r) {
        return fiches.facettes.every(function (f) { return F.passe(f, r.document, e.choix[f.id]); });
      });
      var filtres = Object.keys(e.choix).length;
      dessinerFacettes(e, candidats);
      page.toggleAttribute("data-actif", !vide(e));
      filtrer.textContent = "Filtrer" + (filtres ? " (" + filtres + ")" : "");
      if (vide(e)) {
        zoneListe.replaceChildren.apply(zoneListe, statique);
        etat.textContent = "";
        return;
      }
      var groupes = fiches.recherche.genres.map(function (g) {
        return [g, voulus.filter(function (r) { return r.genre === g.id; })];
      }).filter(function (g) { return g[1].length; });
      // What the dispositif says of itself waits for every kind that helps, unless the best answer is there.
      function attend(g) { return Number(Boolean(g[0].apres) && g[1][0] !== voulus[0]); }
      if (cherche) groupes.sort(function (a, b) { return attend(a) - attend(b) || b[1][0].score - a[1][0].score; });
      zoneListe.replaceChildren.apply(zoneListe, groupes.map(function (g) {
        return groupe(g[0], g[1], cherche ? reponse.marques : null);
      }));
      if (!voulus.length) zoneListe.replaceChildren(rien(reponse, candidats.length, e.q.trim()));
      var n = fiches.decoupe ? reponse.total : voulus.length, dit = cherche ? R.corrigee(reponse) : "";
      var avant = reponse && reponse.vide && e.q.trim() ? "Ajoutez un mot plus précis. " : dit ? dit + ". " : "";
      var reste = n > voulus.length, suite = reste ? ", les " + voulus.length + " premiers sont montrés." : ".";
      etat.textContent = avant + (n ? (fiches.decoupe ? R.total(reponse) : nombre(n)) + suite : "Aucun résultat.");
      if (!reste) return;
      var encore = elem("button", { type: "button", "class": "bouton" }, "Plus de réponses");
      encore.addEventListener("click", function () { rendre(true).then(function () { etat.focus(); }); });
      zoneListe.appendChild(encore);
    }).catch(function (erreur) {
      if (tour === dernier) etat.textContent = R.panne(erreur) + " Les listes ci-dessous restent utilisables.";
    });
  }
  // Without words: what the catalogue lists, or any kind that was asked for.
  function tout(e) {
    var liste = [], genres = e.choix.genre || [];
    for (var i = 0; i < fiches.total; i++) {
      var g = fiches.rangs[i];
      if (g.offre || genres.indexOf(g.id) >= 0) {
        liste.push({
          document: i, nom: fiches.d.noms[i], url: g.dossier + fiches.ids[i] + "/", genre: g.id, libelle: g.singulier,
          pourquoi: [], score: 0, morceaux: []
        });
      }
    }
    return liste;
  }

  formulaire.addEventListener("submit", function (evenement) {
    evenement.preventDefault();
    clearTimeout(minuteur);
    var e = lire();
    e.q = champ.value;
    ecrire(e, e.q.trim() === lire().q);
    rendre().then(function () { etat.focus(); });
  });
  champ.addEventListener("input", function () {
    clearTimeout(minuteur);
    minuteur = setTimeout(function () {
      var e = lire();
      e.q = champ.value;
      ecrire(e, true);
      rendre(false, true);
    }, 120);
  });
  champ.addEventListener("focus", function () { charger().catch(function () {}); });
  zoneFacettes.addEventListener("toggle", function () { if (!fiches) rendre(); }, { capture: true, once: true });
  window.addEventListener("popstate", function () { rendre(); });
  if (!vide(lire())) rendre();
})();
