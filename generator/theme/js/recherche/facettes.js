/* The facets of the catalogue: the columns of fiches-….json, one row per document of the index. */
(function () {
  "use strict";

  function preparer(genres, d) {
    var ids = d.ids.split(" "), rangs = [], facettes;
    genres.forEach(function (g) { for (var i = 0; i < g.nombre; i++) rangs.push(g); });
    facettes = d.facettes.map(function (f) {
      var colonnes = f.fiches.map(function (t) { return t ? t.split(" ").map(Number) : []; });
      return {
        id: f.id, titre: f.titre, valeurs: f.valeurs,
        valeursDe: function (i) { return colonnes[i].map(function (k) { return f.valeurs[k][0]; }); }
      };
    });
    facettes.unshift({
      id: "genre", titre: "Par genre",
      valeurs: genres.filter(function (g) { return g.nombre; }).map(function (g) { return [g.id, g.pluriel]; }),
      valeursDe: function (i) { return [rangs[i].id]; }
    });
    facettes.push({
      id: "commune", titre: "Par commune", valeurs: d.communes, parNom: true,
      // without a place: open everywhere
      valeursDe: function (i) {
        return d.zone[i] < 0 ? null : d.zones[d.zone[i]].map(function (k) { return d.communes[k][0]; });
      }
    });
    return { d: d, ids: ids, rangs: rangs, facettes: facettes, total: rangs.length };
  }
  function passe(facette, i, choisis) {
    if (!choisis || !choisis.length) return true;
    var valeurs = facette.valeursDe(i);
    return valeurs === null || valeurs.some(function (v) { return choisis.indexOf(v) >= 0; });
  }

  window.OffreFacettes = { preparer: preparer, passe: passe };
})();
