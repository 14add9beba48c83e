/* The French stemmer: Snowball's algorithm (french.sbl, Snowball 3.1), written again by hand.
   The same, letter for letter, as Python's snowballstemmer; tests/rendering/search compares both. */
(function (monde) {
  "use strict";

  var V = "aeiouyàâèéêëîïôùû";
  var SANS_ACCENT = new RegExp("[éè]([^" + V + "]+)$");
  function voyelle(c) { return c !== undefined && c !== "" && V.includes(c); }

  // suffix → what to do (numbers of french.sbl's `among`)
  var STANDARD = {};
  function ranger(table, numero, mots) { mots.split(" ").forEach(function (mot) { table[mot] = numero; }); }
  ranger(STANDARD, 1, "iqUe ance able isme iste iqUes ances ables ismes istes eux");
  ranger(STANDARD, 2, "atrice ation ateur atrices ations ateurs");
  ranger(STANDARD, 3, "logie logies");
  ranger(STANDARD, 4, "usion ution usions utions");
  ranger(STANDARD, 5, "ence ences");
  ranger(STANDARD, 6, "ement ements");
  ranger(STANDARD, 7, "ité ités");
  ranger(STANDARD, 8, "if ive ifs ives");
  ranger(STANDARD, 9, "eaux");
  ranger(STANDARD, 10, "aux");
  ranger(STANDARD, 11, "oux");
  ranger(STANDARD, 12, "euse euses");
  ranger(STANDARD, 13, "issement issements");
  ranger(STANDARD, 14, "amment");
  ranger(STANDARD, 15, "emment");
  ranger(STANDARD, 16, "ment ments");
  var VERBE_I = {};
  ranger(VERBE_I, 1, "ira ie isse issante i irai ir iras ies îmes isses issantes îtes is irais issais irions issions " +
    "irons issons issants it irait issait issant iraIent issaIent irent issent iront ît iriez issiez irez issez");
  var VERBE = {};
  ranger(VERBE, 1, "ions");
  ranger(VERBE, 2, "era ée erai er eras ées eais erais erions erons és erait eraIent èrent eront ez iez eriez erez é");
  ranger(VERBE, 3, "a asse ante ai as âmes asses antes âtes assions ants ait ant aIent assent ât assiez");
  ranger(VERBE, 4, "aise aises ais");
  var RESTE = { ion: 1, "Ière": 2, "ière": 2, Ier: 2, ier: 2, e: 3 };
  var LONGUEUR = 9;

  function plusLong(table, texte) {
    for (var n = Math.min(LONGUEUR, texte.length); n > 0; n--) {
      var fin = texte.slice(texte.length - n);
      if (Object.prototype.hasOwnProperty.call(table, fin)) return fin;
    }
    return "";
  }

  function regions(s) {
    var n = s.length, r = { v: n, r1: n, r2: n }, i;
    if (n > 2 && voyelle(s[0]) && voyelle(s[1])) r.v = 3;
    else if (/^(col|par|tap)/.test(s) || (s.slice(0, 2) === "ni" && voyelle(s[2]))) r.v = 3;
    else for (i = 1; i < n; i++) if (voyelle(s[i])) { r.v = i + 1; break; }
    function suivante(depart) {
      var j = depart;
      while (j < n && !voyelle(s[j])) j++;
      while (j < n && voyelle(s[j])) j++;
      return j < n ? j + 1 : n;
    }
    r.r1 = suivante(0);
    if (r.r1 < n) r.r2 = suivante(r.r1);
    return r;
  }

  // Vowels that stand for consonants become capitals. Snowball's `goto` looks again from where it found.
  function prelude(mot) {
    var s = mot, p = 0;
    function poser(ou, taille, neuf) { s = s.slice(0, ou) + neuf + s.slice(ou + taille); }
    while (p < s.length) {
      var c = s[p], n = s[p + 1], v = voyelle(s[p + 2]);
      if (voyelle(c) && n === "u" && v) poser(p + 1, 1, "U");
      else if (voyelle(c) && n === "i" && v) poser(p + 1, 1, "I");
      else if (voyelle(c) && n === "y") poser(p + 1, 1, "Y");
      else if (c === "ë") poser(p, 1, "He");
      else if (c === "ï") poser(p, 1, "Hi");
      else if (c === "y" && voyelle(n)) poser(p, 1, "Y");
      else if (c === "q" && n === "u") poser(p + 1, 1, "U");
      else p++;
    }
    return s;
  }

  function stem(mot) {
    var s = prelude(mot);
    var r = regions(s);
    function finit(fin) { return s.endsWith(fin); }
    function debut(fin) { return s.length - fin.length; }
    function changer(fin, neuf) { s = s.slice(0, debut(fin)) + neuf; }
    function dansR2(fin) { return r.r2 <= debut(fin); }
    // remove `fin` when it is there and in R2, else put `sinon` in its place; tell whether it was removed
    function couper(fin, sinon) {
      if (!finit(fin)) return false;
      if (dansR2(fin)) { changer(fin, ""); return true; }
      if (sinon !== undefined) changer(fin, sinon);
      return false;
    }

    function standard() {
      var fin = plusLong(STANDARD, s), k = debut(fin), numero = STANDARD[fin];
      if (!fin) return false;
      if (numero <= 5 || numero === 7 || numero === 8) { if (r.r2 > k) return false; }
      switch (numero) {
        case 1: changer(fin, ""); return true;
        case 2: changer(fin, ""); couper("ic", "iqU"); return true;
        case 3: changer(fin, "log"); return true;
        case 4: changer(fin, "u"); return true;
        case 5: changer(fin, "ent"); return true;
        case 6:
          if (r.v > k) return false;
          changer(fin, "");
          if (finit("iv")) { if (couper("iv")) couper("at"); }
          else if (finit("eus")) {
            if (dansR2("eus")) changer("eus", "");
            else if (r.r1 <= debut("eus")) changer("eus", "eux");
          }
          else if (finit("abl") || finit("iqU")) couper(s.slice(-3));
          else if ((finit("ièr") || finit("Ièr")) && r.v <= debut("ièr")) changer("ièr", "i");
          return true;
        case 7:
          changer(fin, "");
          if (finit("abil")) couper("abil", "abl");
          else if (finit("ic")) couper("ic", "iqU");
          else couper("iv");
          return true;
        case 8: changer(fin, ""); if (couper("at")) couper("ic", "iqU"); return true;
        case 9: changer(fin, "eau"); return true;
        case 10: if (r.r1 > k) return false; changer(fin, "al"); return true;
        case 11: if (k < 1 || "bhjlnp".indexOf(s[k - 1]) < 0) return false; changer(fin, "ou"); return true;
        case 12:
          if (r.r2 <= k) { changer(fin, ""); return true; }
          if (r.r1 > k) return false;
          changer(fin, "eux"); return true;
        case 13: if (r.r1 > k || k < 1 || voyelle(s[k - 1])) return false; changer(fin, ""); return true;
        case 14: if (r.v <= k) changer(fin, "ant"); return false;
        case 15: if (r.v <= k) changer(fin, "ent"); return false;
        default: if (voyelle(s[k - 1]) && r.v <= k - 1) changer(fin, ""); return false;
      }
    }

    function verbeEnI() {
      if (s.length < r.v) return false;
      var fin = plusLong(VERBE_I, s.slice(r.v)), k = debut(fin);
      if (!fin || k <= r.v || s[k - 1] === "H" || voyelle(s[k - 1])) return false;
      changer(fin, "");
      return true;
    }

    function verbe() {
      if (s.length < r.v) return false;
      var fin = plusLong(VERBE, s.slice(r.v)), k = debut(fin);
      if (!fin) return false;
      switch (VERBE[fin]) {
        case 1: if (r.r2 > k) return false; changer(fin, ""); return true;
        case 2: changer(fin, ""); return true;
        case 3: changer(k > 0 && s[k - 1] === "e" && r.v <= k - 1 ? "e" + fin : fin, ""); return true;
        default:
          var avant = s.slice(0, k);
          if (/(épl|auv)$/.test(avant) || (k === 3 && /al$/.test(avant))) return false;
          changer(fin, "");
          return true;
      }
    }

    function reste() {
      if (finit("s")) {
        var k = s.length - 1;
        if (s.slice(0, k).slice(-2) === "Hi" || (k > 0 && "aiosuè".indexOf(s[k - 1]) < 0)) changer("s", "");
      }
      if (s.length < r.v) return;
      var fin = plusLong(RESTE, s.slice(r.v)), d = debut(fin);
      if (!fin) return;
      if (RESTE[fin] === 1) { if (r.r2 <= d && d > r.v && (s[d - 1] === "s" || s[d - 1] === "t")) changer(fin, ""); }
      else changer(fin, RESTE[fin] === 2 ? "i" : "");
    }

    if (standard() || verbeEnI() || verbe()) {
      if (finit("Y")) changer("Y", "i");
      else if (finit("ç")) changer("ç", "c");
    } else reste();
    if (/(ell|eill|enn|onn|ett)$/.test(s)) s = s.slice(0, -1);
    s = s.replace(SANS_ACCENT, "e$1");
    return s.replace(/He|Hi|H|I|U|Y/g, function (x) { return { He: "ë", Hi: "ï", H: "", I: "i", U: "u", Y: "y" }[x]; });
  }

  monde.OffreStemmer = stem;
})(typeof self !== "undefined" ? self : globalThis);
