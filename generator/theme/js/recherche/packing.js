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
  var MASQUES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&";
  function unpackedPostings(texte, voir) {
    var document_ = -1, pas = 0;
    for (var i = 0; i < texte.length; i++) {
      var masque = MASQUES.indexOf(texte[i]);
      if (masque < 0) pas = pas * 36 + parseInt(texte[i], 36);
      else {
        document_ += pas + 1;
        pas = 0;
        voir(document_, masque + 1);
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
