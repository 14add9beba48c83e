/* The site's own search worker, run by Node for recherche_grande.py: scripts, folder of the site, and, for the
   exhaustive engine, how many documents lunr weighs. Questions come as lines of JSON; so do the answers. */
"use strict";
const fs = require("fs"), vm = require("vm"), [scripts, dossier, choisis] = process.argv.slice(2);
const poids = JSON.parse(fs.readFileSync(dossier + "/poids.json")), dit = [];
let octets = 0, fichiers = 0;
const monde = vm.createContext({
  console, URL, setTimeout,
  postMessage: (message) => dit.shift()(message),
  fetch: async (url) => {
    octets += poids[url];
    fichiers++;
    const texte = fs.readFileSync(dossier + "/" + url, "utf8");
    return { ok: true, json: async () => JSON.parse(texte) };
  },
});
function executer(nom) { vm.runInContext(fs.readFileSync(scripts + "/" + nom, "utf8"), monde, nom); }
monde.self = monde;
monde.importScripts = executer;
executer("worker.js");
function demander(message) {
  return new Promise((oui) => { dit.push(oui); monde.onmessage({ data: message }); });
}
if (choisis) {
  const choisir = monde.OffreSelection.choisir;
  monde.OffreSelection.choisis = Number(choisis);
  monde.OffreSelection.choisir = (postings, demande, ...reste) => {
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
    vm.runInContext("base.decoupe.compte = base.decoupe.reste = Infinity", monde);
    await vm.runInContext("Promise.all(base.decoupe.poids.map((_, rang) => partie(rang)))", monde);
  }
  for (const ligne of fs.readFileSync(0, "utf8").trim().split("\n")) {
    if (!choisis) vm.runInContext(neuf, monde);
    octets = depart;
    fichiers = 0;
    const debut = process.cpuUsage();
    const r = await demander(Object.assign({ type: "chercher", n: 1, max: 8, geste: true }, JSON.parse(ligne)));
    const { user, system } = process.cpuUsage(debut), ms = (user + system) / 1000;
    const huit = (r.resultats || []).map((x) => [x.document, x.score]);
    console.log(JSON.stringify({ octets, fichiers, ms, total: r.total, plus: r.plus, echec: r.erreur, huit }));
  }
})();
