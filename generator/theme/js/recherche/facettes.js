/* The facets of the catalogue: the columns of fiches-….json, one row per document of the index. */
(function () {
  "use strict";

  function genreDe(genres, valeursDe) {
    var presents = genres.filter(function (g) { return g.nombre; });
    return {
      id: "genre", titre: "Par genre", valeursDe: valeursDe,
      valeurs: presents.map(function (g) { return [g.id, g.pluriel, null, 0, g.nombre]; })
    };
  }
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
    facettes.unshift(genreDe(genres, function (i) { return [rangs[i].id]; }));
    facettes.push({
      id: "commune", titre: "Par commune", valeurs: d.communes, parNom: true,
      // without a place: open everywhere
      valeursDe: function (i) {
        return d.zone[i] < 0 ? null : d.zones[d.zone[i]].map(function (k) { return d.communes[k][0]; });
      }
    });
    return { d: d, ids: ids, rangs: rangs, facettes: facettes, total: rangs.length };
  }
  // A split index filters in the worker. filtres-….json tells each value: [id, label, file, its weight, documents];
  // a commune, the areas that hold it.
  function decouper(genres, d) {
    var facettes = d.facettes.map(function (f) {
      var fichiers = new Map(f.valeurs.map(function (v) { return [v[0], [[v[2], v[3]]]]; }));
      return { id: f.id, titre: f.titre, valeurs: f.valeurs, fichiersDe: function (v) { return fichiers.get(v); } };
    });
    var zones = new Map(d.communes.map(function (c) {
      return [c[0], c[2].map(function (rang) { return d.zones[rang]; })];
    }));
    facettes.push({
      id: "commune", titre: "Par commune", parNom: true, fichiersDe: function (v) { return zones.get(v); },
      valeurs: d.communes.map(function (c) {
        return [c[0], c[1], null, 0, c[2].reduce(function (a, rang) { return a + d.zones[rang][2]; }, 0)];
      })
    });
    return { decoupe: true, filtres: facettes.slice(), facettes: [genreDe(genres)].concat(facettes) };
  }
  // What the worker is asked for the choices of the page: a list of files for each filter.
  function filtresDe(filtres, choix) {
    return filtres.map(function (f) {
      return (choix[f.id] || []).reduce(function (a, v) { return a.concat(f.fichiersDe(v) || []); }, []);
    }).filter(function (fichiers, rang) { return (choix[filtres[rang].id] || []).length; });
  }
  function passe(facette, i, choisis) {
    if (!choisis || !choisis.length || !facette.valeursDe) return true;
    var valeurs = facette.valeursDe(i);
    return valeurs === null || valeurs.some(function (v) { return choisis.indexOf(v) >= 0; });
  }

  window.OffreFacettes = { preparer: preparer, decouper: decouper, filtresDe: filtresDe, passe: passe };
})();
