/* The site's own search worker, run by Node for recherche_grande.py: scripts, folder of the site, and, for the
   exhaustive engine, how many documents lunr weighs. Questions come as lines of JSON; so do the answers. */
"use strict";
const fs = require("fs"), vm = require("vm"), [scripts, dossier, choisis] = process.argv.slice(2);
const poids = JSON.parse(fs.readFileSync(dossier + "/poids.json")), dit = [];
let octets = 0, fichiers = 0;
/* Processor milliseconds of this thread alone, where Linux says them: a worker is a thread, and what V8 compiles and
   sweeps beside it, on others, does not make anybody wait. */
const temps = "/proc/thread-self/schedstat", seul = fs.existsSync(temps);
function processeur() {
  if (seul) return Number(fs.readFileSync(temps, "utf8").split(" ")[0]) / 1e6;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
/* The worker's world is this one: in a sandbox of `vm`, every name of the global scope costs a call that no browser
   makes. */
Object.assign(globalThis, {
  self: globalThis,
  postMessage: (message) => dit.shift()(message),
  fetch: async (url) => {
    octets += poids[url];
    fichiers++;
    const texte = fs.readFileSync(dossier + "/" + url, "utf8");
    return { ok: true, json: async () => JSON.parse(texte) };
  },
  importScripts: (nom) => vm.runInThisContext(fs.readFileSync(scripts + "/" + nom, "utf8"), nom),
});
importScripts("worker.js");
function demander(message) {
  return new Promise((oui) => { dit.push(oui); onmessage({ data: message }); });
}
if (choisis) {
  const choisir = OffreSelection.choisir;
  OffreSelection.choisis = Number(choisis);
  OffreSelection.choisir = (postings, demande, ...reste) => {
    const termes = Object.keys(demande).map((term) => ({ term, suite: postings.liste(term).suite }));
    const manque = termes.find((t) => t.suite);
    return Object.assign(choisir(postings, demande, ...reste), { manque, candidats: [], surs: false });
  };
}
(async () => {
  await demander({ type: "ouvrir", amorce: "recherche/amorce.json" });
  const depart = octets;
  // Each question is the first of a page; the exhaustive engine has no account, and knows every word.
  const neuf = "parties.clear(); mots.clear(); titres.clear(); filtres.clear(); moteur = OffreMoteur.creer(base)";
  if (choisis) {
    base.decoupe.compte = base.decoupe.reste = Infinity;
    await Promise.all(base.decoupe.poids.map((_, rang) => partie(rang)));
  }
  for (const ligne of fs.readFileSync(0, "utf8").trim().split("\n")) {
    if (!choisis) vm.runInThisContext(neuf);
    octets = depart;
    fichiers = 0;
    const debut = processeur(), tout = process.cpuUsage();
    const r = await demander(Object.assign({ type: "chercher", n: 1, max: 8, geste: true }, JSON.parse(ligne)));
    const ms = processeur() - debut, { user, system } = process.cpuUsage(tout), processus = (user + system) / 1000;
    const huit = (r.resultats || []).map((x) => [x.document, x.score]);
    console.log(JSON.stringify({ octets, fichiers, ms, processus, total: r.total, plus: r.plus, echec: r.erreur, huit }));
  }
})();
