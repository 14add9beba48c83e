// For how long the site has been online, as the host says of this very page: its own bytes never tell the day.
(() => {
  "use strict";
  const place = document.querySelector("[data-en-ligne]");
  if (!place) return;
  const JOUR = 24 * 60 * 60 * 1000;
  const RETARD = 3;
  const dire = (reponse) => {
    const jours = Math.floor((Date.now() - Date.parse(reponse.headers.get("last-modified"))) / JOUR);
    if (!(jours >= 0)) return;
    const quand = ["aujourd’hui", "hier"][jours] ?? `il y a ${jours} jours`;
    const [ligne, nom, fait] = ["div", "dt", "dd"].map((balise) => document.createElement(balise));
    nom.textContent = "Site refait";
    fait.textContent = jours > RETARD ? `${quand}, au lieu de chaque nuit` : quand;
    ligne.append(nom, fait);
    place.append(ligne);
  };
  fetch(location.pathname, { method: "HEAD" }).then(dire, () => {});
})();
