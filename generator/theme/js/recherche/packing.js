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
  function unpackedPostings(texte, voir) {
    var document_ = -1, pas = 0;
    for (var i = 0; i < texte.length; i++) {
      var valeur = valeurs[texte.charCodeAt(i)];
      if (valeur >= 0) pas = pas * 36 + valeur;
      else {
        document_ += pas + 1;
        pas = 0;
        voir(document_, -valeur);
      }
    }
  }

  // The postings of a split index: bits, six in a sign. Groups of one mask and one weight: steps in Rice's code, each
  // with the length of the name when the name holds the term.
  var SIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", LONGUEUR = 2;
  var sixains = new Uint8Array(128);
  SIX.split("").forEach(function (sign, n) { sixains[sign.charCodeAt(0)] = n; });
  function unpackedGroups(texte, voir) {
    var rang = 0, lu = 0, reste = 0;
    function remplir() {
      for (; reste < 25; reste += 6) lu = lu << 6 | (rang < texte.length ? sixains[texte.charCodeAt(rang++)] : 0);
    }
    function bits(n) {
      if (reste < n) remplir();
      reste -= n;
      var nombre = lu >> reste;
      lu &= (1 << reste) - 1;
      return nombre;
    }
    function zeros() {
      for (var n = 0; !lu; remplir()) {
        n += reste;
        reste = 0;
      }
      var avant = reste + Math.clz32(lu) - 32;
      reste -= avant;
      return n + avant;
    }
    function rice(k) { return (zeros() << k) + bits(k + 1) - (1 << k); }
    function gamma() { return bits(zeros() + 1); }
    for (var groupes = gamma(); groupes; groupes--) {
      var mask = bits(5), weight = gamma() - 1, k = bits(5), document_ = -1;
      for (var n = gamma(); n; n--) {
        document_ += rice(k) + 1;
        voir(document_, mask, weight, mask & 1 ? rice(LONGUEUR) : 0);
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

  monde.OffrePacking = { place, unpackedPostings, unpackedGroups, unpackedWords };
})(typeof self !== "undefined" ? self : globalThis);
