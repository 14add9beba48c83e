/* The site's own search worker in a browser's, for recherche_grande.py: what it fetches is kept here, so that a question
   asked again costs no network, only what this worker does: milliseconds of the clock, of a machine that does nothing
   else. Served beside the scripts of the search. */
"use strict";
{
  const gardes = new Map(), chercher = fetch, dire = postMessage.bind(self);
  let oui;
  self.fetch = async (url) => {
    if (!gardes.has(url)) gardes.set(url, await (await chercher("/" + url)).text());
    const texte = gardes.get(url);
    return { ok: true, json: async () => JSON.parse(texte) };
  };
  self.postMessage = (message) => oui(message);
  importScripts("worker.js");
  const worker = self.onmessage;
  function demander(message) {
    return new Promise((repondre) => { oui = repondre; worker({ data: message }); });
  }
  function neuf() {
    parties.clear(); mots.clear(); titres.clear(); filtres.clear();
    moteur = OffreMoteur.creer(base);
  }
  self.onmessage = async (event) => {
    await demander({ type: "ouvrir", amorce: "recherche/amorce.json" });
    const ms = [];
    for (const q of event.data) {
      const question = { type: "chercher", n: 1, max: 8, geste: true, q };
      neuf();
      await demander(question);
      neuf();
      const debut = performance.now();
      await demander(question);
      ms.push(performance.now() - debut);
    }
    dire(ms);
  };
}
