/* What generator/rendering/search/packing.py wrote as short texts, read back. */
(function (monde) {
  "use strict";

  // First place of `cle` in a sorted array.
  function place(tri, cle) {
    var bas = 0, haut = tri.length;
    while (bas < haut) {
      var milieu = (bas + haut) >> 1;
      if (tri[milieu] < cle) bas = milieu + 1;
      else haut = milieu;
    }
    return bas;
  }

  // "3D" → document 3 further, fields of mask D. Letters end a posting, so nothing else separates them.
  var MASQUES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&", CHIFFRES = "0123456789abcdefghijklmnopqrstuvwxyz", valeurs = [];
  CHIFFRES.split("").forEach(function (sign, n) { valeurs[sign.charCodeAt(0)] = n; });
  MASQUES.split("").forEach(function (sign, n) { valeurs[sign.charCodeAt(0)] = -n - 1; });
  // In a split index, its weight and the length of its name follow.
  function unpackedPostings(texte, traits, voir) {
    var document_ = -1, pas = 0;
    for (var i = 0; i < texte.length; i++) {
      var valeur = valeurs[texte.charCodeAt(i)];
      if (valeur >= 0) pas = pas * 36 + valeur;
      else {
        document_ += pas + 1;
        pas = 0;
        if (traits) voir(document_, -valeur, valeurs[texte.charCodeAt(++i)], valeurs[texte.charCodeAt(++i)]);
        else voir(document_, -valeur);
      }
    }
  }

  // "AanimCation" → anim, animation: a capital is how many letters are those of the word before (A: none).
  function unpackedWords(texte) {
    var avant = "";
    return (texte.match(/[A-Z][^A-Z]*/g) || []).map(function (m) {
      return (avant = avant.slice(0, m.charCodeAt(0) - 65) + m.slice(1));
    });
  }

  monde.OffrePacking = { place: place, unpackedPostings: unpackedPostings, unpackedWords: unpackedWords };
})(typeof self !== "undefined" ? self : globalThis);
