// The same pages with a little more: the exact commune named, several communes at once,
// a commune remembered only when asked, print and share. Nothing is needed to be oriented.
(() => {
  "use strict";
  const CLE = "commune";
  const source = new URL(document.currentScript.src);
  const racine = new URL("../", source);
  const orienter = new URL("orienter/", racine).pathname;
  const adresse = new URL(location.href);
  const estCode = (texte) => /^(\d{2}|2A|2B)\d{3}$/.test(texte || "");
  const commune = estCode(adresse.searchParams.get("commune")) ? adresse.searchParams.get("commune") : "";
  const sujet = adresse.searchParams.get("sujet") || "";
  let choisies = (adresse.searchParams.get("communes") || "").split(",").filter(estCode);
  let liste = null;

  const element = (nom, proprietes = {}, ...enfants) => {
    const e = Object.assign(document.createElement(nom), proprietes);
    e.append(...enfants);
    return e;
  };
  const lireCommunes = async () => {
    if (!liste) liste = await (await fetch(new URL("communes.json", new URL("orienter/", racine)))).json();
    return liste;
  };
  const memoire = {
    lire() { try { return localStorage.getItem(CLE) || ""; } catch { return ""; } },
    ecrire(code) { try { localStorage.setItem(CLE, code); return true; } catch { return false; } },
    oublier() { try { localStorage.removeItem(CLE); } catch { /* nothing was kept */ } },
  };
  const dire = (texte) => {
    let zone = document.querySelector("[data-annonce]");
    if (!zone) {
      zone = element("p", { className: "petit" });
      zone.setAttribute("role", "status");
      zone.dataset.annonce = "";
      document.querySelector(".outils")?.append(zone);
    }
    zone.textContent = texte;
  };

  // The commune travels in the address, from page to page of the same place; the subject of life everywhere.
  const suivre = () => {
    for (const lien of document.querySelectorAll("main a[href]")) {
      const cible = new URL(lien.href);
      if (cible.origin !== location.origin || !cible.pathname.startsWith(orienter)) continue;
      const [, lieu] = cible.pathname.slice(orienter.length).split("/");
      if (lieu === "carte" || !(lieu || sujet)) continue;
      if (sujet && !cible.searchParams.has("sujet")) cible.searchParams.set("sujet", sujet);
      if (lieu && !cible.searchParams.has("commune")) {
        cible.searchParams.delete("communes");
        if (commune) cible.searchParams.set("commune", commune);
        if (choisies.length && lieu === "plusieurs") cible.searchParams.set("communes", choisies.join(","));
      }
      // Never the whole address: paper writes those of other sites beside their links.
      lien.setAttribute("href", `${cible.pathname}${cible.search.replaceAll("%2C", ",")}${cible.hash}`);
    }
  };

  // A subject of life filters nothing: it changes the one story of a result, and leads to the besoins on it.
  const raconter = async () => {
    const vers = document.querySelector("[data-sujet]");
    const choix = document.querySelector("[data-sujets]");
    if (!choix && !(vers && sujet)) return;
    const sujets = await (await fetch(new URL("orienter/sujets.json", racine))).json();
    const [nom, page, qui, resume, recit] = Object.hasOwn(sujets, sujet) ? sujets[sujet] : [];
    if (choix) {
      const titre = nom ? `Votre sujet : ${nom}` : "Un sujet en tête ? Facultatif";
      const liens = Object.entries(sujets).map(([cle, [texte]]) => {
        return element("li", {}, element("a", { href: `?sujet=${cle}`, textContent: texte }));
      });
      const volet = element("details", { className: "pli" }, element("summary", { textContent: titre }));
      volet.dataset.outils = ""; // a tool, not content: without a script, each subject has its page
      volet.append(element("ul", {}, ...liens));
      choix.append(volet);
    }
    if (!vers || !nom) return;
    Object.assign(vers, { href: new URL(page, racine).pathname, textContent: `Votre sujet : ${nom}` });
    if (!qui) return;
    const lien = element("a", { href: new URL(recit, racine).pathname, textContent: "Lire l’histoire" });
    let bloc = document.querySelector("[aria-labelledby='t-ici']");
    if (!bloc) document.querySelector(".trio").append(bloc = element("section"));
    bloc.setAttribute("aria-labelledby", "t-ici");
    const titre = element("h2", { id: "t-ici", textContent: "Une histoire d’ici, sur votre sujet" });
    bloc.replaceChildren(titre, element("p", {}, element("strong", { textContent: `${qui}.` }), ` ${resume} `, lien));
  };

  // The letter says the commune too, and the address that brings it back.
  const signe = document.querySelector("[data-adresse]");
  const depart = signe?.getAttribute("href");
  const signer = (noms, suite) => {
    if (!signe) return;
    const { adresse: page, lieu } = signe.dataset;
    const [a, question] = depart.split("?");
    const champs = new URLSearchParams(question);
    const corps = champs.get("body").replace(page, () => page + suite)
      .replace(`Commune : ${lieu}`, () => `Commune : ${noms}`);
    signe.href = `${a}?subject=${encodeURIComponent(champs.get("subject"))}&body=${encodeURIComponent(corps)}`;
  };

  // Once the commune is known, its mairie answers first, before the relais of the whole territory.
  const appeler = ([, , nom, numero, lisible, quand]) => {
    const bloc = document.querySelector("[data-appel='relais']");
    if (!bloc || !numero) return;
    const [titre, tel, moment] = ["nom", "tel", "quand"].map((suite) => bloc.querySelector(`[data-appel-${suite}]`));
    const avant = element("p", {}, element("strong", { textContent: titre.textContent }), " : ");
    avant.append(element("a", { href: tel.getAttribute("href"), textContent: tel.textContent }));
    titre.textContent = nom;
    Object.assign(tel, { href: `tel:${numero}`, textContent: lisible });
    moment.textContent = quand;
    bloc.querySelector("[data-appel-adresse]")?.remove();
    (bloc.querySelector("details") || bloc).append(avant);
  };

  const nommer = async () => {
    const trouvee = (await lireCommunes())[commune];
    if (!trouvee || trouvee[1] !== location.pathname.slice(orienter.length).split("/")[1]) return;
    for (const place of document.querySelectorAll("[data-commune-nom]")) place.textContent = trouvee[0];
    signer(trouvee[0], `?commune=${commune}`);
    appeler(trouvee);
    const retenue = memoire.lire() === commune;
    const bouton = element("button", { type: "button", className: "bouton clair" });
    const texte = (oui) => {
      bouton.textContent = oui ? "Oublier ma commune" : `Retenir ${trouvee[0]} sur cet appareil`;
    };
    texte(retenue);
    bouton.addEventListener("click", () => {
      const oubli = memoire.lire() === commune;
      if (oubli) memoire.oublier();
      const gardee = !oubli && memoire.ecrire(commune);
      texte(gardee);
      dire(
        oubli ? "Votre commune est oubliée."
          : gardee ? "Votre commune est retenue sur cet appareil seulement."
            : "Cet appareil refuse de retenir.",
      );
    });
    document.querySelector(".outils")?.append(bouton);
  };

  // Several communes: what is open to all, to some of them (named), to none.
  const annoter = (communes) => {
    const noms = (codes) => codes.map((code) => communes[code][0]).join(", ");
    let entier = 0;
    for (const fiche of document.querySelectorAll("[data-ouvert]")) {
      const lieux = fiche.dataset.ouvert.split(" ");
      const dedans = choisies.filter((code) => lieux.includes(communes[code][1]) || lieux.includes(code));
      const dehors = choisies.filter((code) => !dedans.includes(code));
      let note = fiche.querySelector("[data-note]");
      if (!note) {
        if (!choisies.length) continue;
        note = element(fiche.localName === "div" && fiche.querySelector("dd") ? "dd" : "p");
        note.dataset.note = "";
        fiche.append(note);
      }
      note.hidden = choisies.length === 0;
      const commence = fiche.querySelector(":scope > .s-oui:not([data-note]), :scope > .s-part:not([data-note])");
      const [sens, mot] = commence ? [dehors.length ? "signe s-part" : "signe s-oui", "Ouvert à"] : ["", "Pour"];
      note.className = dedans.length ? sens : "non-ouvert";
      if (!dehors.length) {
        note.textContent = `${mot} toutes vos communes.`;
        if (commence) entier += 1;
      } else if (dedans.length) {
        note.textContent = `${mot} une partie de votre groupe : ${noms(dedans)}. Pas à : ${noms(dehors)}.`;
      } else note.textContent = `Pas ouvert à vos communes : ${noms(dehors)}.`;
    }
    if (choisies.length && document.querySelector("[data-ouvert]")) {
      const communesDites = choisies.length > 1 ? "communes choisies" : "commune choisie";
      const fichesDites = entier > 1 ? "fiches ouvertes" : "fiche ouverte";
      dire(`${choisies.length} ${communesDites}. ${entier} ${fichesDites} à toutes.`);
    }
  };
  const choisirPlusieurs = async () => {
    const communes = await lireCommunes();
    choisies = choisies.filter((code) => communes[code]);
    const groupe = element("fieldset", { className: "choix-communes" });
    const garnir = () => {
      if (groupe.children.length) return;
      volet.append(groupe);
      groupe.append(element("legend", { textContent: "Vos communes" }));
      for (const [code, [nom]] of Object.entries(communes).sort((a, b) => a[1][0].localeCompare(b[1][0], "fr"))) {
        const caisse = element("input", { type: "checkbox", value: code, checked: choisies.includes(code) });
        groupe.append(element("label", {}, caisse, ` ${nom}`));
      }
    };
    groupe.addEventListener("change", () => {
      choisies = [...groupe.querySelectorAll("input:checked")].map((caisse) => caisse.value);
      const nouvelle = new URL(location.href);
      if (choisies.length) nouvelle.searchParams.set("communes", choisies.join(","));
      else nouvelle.searchParams.delete("communes");
      history.replaceState(null, "", nouvelle.href.replaceAll("%2C", ","));
      annoter(communes);
      suivre();
      ecrire();
    });
    const ecrire = () => {
      const noms = choisies.map((code) => communes[code][0]).join(", ");
      for (const place of document.querySelectorAll("[data-commune-nom]")) {
        place.textContent = noms || "Plusieurs communes";
      }
      signer(noms || signe?.dataset.lieu, choisies.length ? `?communes=${choisies.join(",")}` : "");
    };
    // The boxes are made when asked for: a page stays light for who does not name communes.
    const titre = element("summary", { textContent: "Nommer nos communes" });
    titre.addEventListener("click", garnir);
    const volet = element("details", { className: "plus" }, titre);
    document.querySelector(".outils")?.append(volet);
    ecrire();
    annoter(communes);
  };

  const partager = () => {
    const rang = document.querySelector(".emporte");
    if (!rang) return;
    const envoyer = element("button", { type: "button", textContent: "Partager l’adresse" });
    envoyer.addEventListener("click", async () => {
      try {
        if (navigator.share) await navigator.share({ title: document.title, url: location.href });
        else { await navigator.clipboard.writeText(location.href); dire("Adresse copiée."); }
      } catch { dire("Copiez l’adresse depuis la barre du navigateur."); }
    });
    const place = element("li", {}, envoyer);
    place.dataset.outils = "";
    rang.append(place);
  };
  const proposerRetenue = async () => {
    const code = memoire.lire();
    const trouvee = estCode(code) ? (await lireCommunes())[code] : null;
    const outils = document.querySelector(".outils");
    if (!trouvee || !outils || !outils.dataset.debut) return;
    const lien = element("a", { className: "bouton", textContent: `Continuer avec ${trouvee[0]}` });
    lien.href = new URL(`${trouvee[1]}/?commune=${code}`, location.href.split("?")[0]).href;
    outils.append(lien);
  };

  const outils = document.querySelector(".outils");
  if (outils) outils.hidden = false;
  partager();
  if (outils && "debut" in outils.dataset) proposerRetenue();
  if (commune) nommer();
  if (location.pathname.startsWith(`${orienter}`) && location.pathname.includes("/plusieurs/")) choisirPlusieurs();
  suivre();
  raconter();
})();
