// The ten points with notes from 1 to 5, and the weak ones in order.
// Nothing is stored and nothing is sent: a reload forgets everything. Without it, the page is read, or printed.
(() => {
  "use strict";
  const liste = document.querySelector("[data-autodiagnostic]");
  if (!liste) return;
  const NOTES = Number(liste.dataset.notes);
  const FAIBLE = 3;
  const MOTS = { 1: "faible", 3: "moyen", [NOTES]: "fort" };
  const element = (nom, proprietes = {}, ...enfants) => {
    const e = Object.assign(document.createElement(nom), proprietes);
    e.append(...enfants);
    return e;
  };
  // What only a script gives: no content is lost without it, and paper has its own boxes.
  const outil = (nom, classe, ...enfants) => {
    const e = element(nom, { className: `${classe} pas-papier` }, ...enfants);
    e.dataset.outils = "";
    return e;
  };
  const texte = (point, role) => point.querySelector(`[data-${role}]`).textContent;

  const points = [...liste.children].map((point) => {
    const boutons = [];
    for (let note = 1; note <= NOTES; note += 1) {
      boutons.push(element("input", { type: "radio", name: point.id, value: String(note), autocomplete: "off" }));
    }
    const cases = boutons.map((bouton) => {
      const mot = MOTS[bouton.value];
      return element("label", {}, bouton, ` ${bouton.value}${mot ? `, ${mot}` : ""}`);
    });
    const legende = element("legend", { textContent: `${texte(point, "titre")}\u00a0: votre note` });
    const notes = outil("fieldset", "notes", legende, ...cases);
    point.querySelector("details").before(notes);
    return { point, boutons, note: () => Number(boutons.find((bouton) => bouton.checked)?.value ?? 0) };
  });

  const etat = element("p", { className: "chapo" });
  etat.setAttribute("role", "status");
  const faibles = element("ol", { className: "faibles" });
  const bouton = (texte) => element("button", { type: "button", className: "bouton clair", textContent: texte });
  const effacer = bouton("Effacer mes notes");
  const imprimer = bouton("Imprimer la page à remplir");
  const titre = element("h2", { id: "bilan", textContent: "Vos points faibles, dans l’ordre" });
  const bilan = outil("section", "bloc", titre, etat, faibles, element("p", {}, effacer, " ", imprimer));
  bilan.setAttribute("aria-labelledby", "bilan");
  document.querySelector("[data-bilan]").append(bilan);

  const accord = (nombre, un, plusieurs) => `${nombre} ${nombre < 2 ? un : plusieurs}`;
  const conclure = () => {
    const notes = points.map(({ point, note }) => ({ point, note: note() })).filter(({ note }) => note > 0);
    // The weakest first; the order of the page among equals (the sort is stable).
    const choisis = notes.filter(({ note }) => note <= FAIBLE).sort((a, b) => a.note - b.note);
    const combien = `${accord(notes.length, "point noté", "points notés")} sur ${points.length}.`;
    const lesquels = choisis.map(({ point }) => texte(point, "titre")).join(", ");
    const suite = !notes.length
      ? "Notez chaque point de 1 à 5\u00a0: les plus faibles viendront ici."
      : choisis.length
        ? `${accord(choisis.length, "point", "points")} à travailler\u00a0: ${lesquels}.`
        : "Aucun point faible pour l’instant.";
    etat.textContent = notes.length ? `${combien} ${suite}` : suite;
    faibles.replaceChildren(
      ...choisis.map(({ point, note }) => {
        const lien = element("a", { href: `#${point.id}`, textContent: texte(point, "titre") });
        lien.addEventListener("click", () => { point.querySelector("details").open = true; });
        return element("li", {}, lien, `\u00a0: ${note} sur ${NOTES}. ${texte(point, "conseil")}`);
      }),
    );
    effacer.hidden = !notes.length;
  };
  liste.addEventListener("change", conclure);
  effacer.addEventListener("click", () => {
    for (const { boutons } of points) for (const bouton of boutons) bouton.checked = false;
    conclure();
    points[0].boutons[0].focus();
  });
  imprimer.addEventListener("click", () => window.print());
  conclure();
})();
