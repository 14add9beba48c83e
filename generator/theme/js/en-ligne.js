// For how long the site has been online, as the host says of this very page: its own bytes never tell the day.
(() => {
  "use strict";
  const place = document.querySelector("[data-en-ligne]");
  if (!place) return;
  const MINUTE = 60 * 1000;
  const JOUR = 24 * 60 * MINUTE;
  const RETARD = 3;
  // A host that says nothing has the browser answer « now ».
  const age = Date.now() - Date.parse(document.lastModified);
  if (!(age > MINUTE)) return;
  const jours = Math.floor(age / JOUR);
  const quand = ["aujourd’hui", "hier"][jours] ?? `il y a ${jours} jours`;
  const [ligne, nom, fait] = ["div", "dt", "dd"].map((balise) => document.createElement(balise));
  nom.textContent = "Site refait";
  fait.textContent = jours > RETARD ? `${quand}, au lieu de chaque nuit` : quand;
  ligne.append(nom, fait);
  place.append(ligne);
})();
