/* Known words near a word typed: how it may end, what was meant.
   The same as generator/rendering/search/nearness.py. `known`: [word without accents, word], sorted. */
(function (monde) {
  "use strict";

  function starting(known, start) {
    return known.filter(function (pair) { return pair[0].startsWith(start); })
      .map(function (pair) { return pair[1]; });
  }

  // The nearest known word (one error, two in a long word), else two words that were glued.
  function correction(known, typed, long) {
    var found = best(known, typed, typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2, 1, long);
    return found.length ? found : unglued(known, typed);
  }

  // Known words to propose when nothing was found; never the word typed itself.
  function nearest(known, typed, long) { return best(known, typed, typed.length < 6 ? 2 : 3, 3, long); }

  // « worldcafe » → world, café
  function unglued(known, typed) {
    var words = new Map(known);
    for (var cut = 3; cut < typed.length - 2; cut++) {
      var one = words.get(typed.slice(0, cut)), other = words.get(typed.slice(cut));
      if (one !== undefined && other !== undefined) return [one, other];
    }
    return [];
  }

  // What else may be known of a word that is not, to be looked for in a split index: the same without its first letter,
  // and the end of a word whose beginning is known.
  function otherwise(known, typed) {
    var words = new Map(known), found = [typed.slice(1)];
    for (var cut = 3; cut < typed.length - 2; cut++) if (words.has(typed.slice(0, cut))) found.push(typed.slice(cut));
    return found;
  }

  function best(known, typed, limit, count, long) {
    var ranked = [];
    known.forEach(function (pair) {
      // Another first letter is the one error of a long word.
      var folded = pair[0], most = folded[0] === typed[0] ? limit : typed.length < long ? 0 : Math.min(limit, 1);
      if (!most || Math.abs(folded.length - typed.length) > most) return;
      var distance = editDistance(typed, folded, most);
      if (distance < 1 || distance > most) return;
      ranked.push([distance, -commonStart(typed, folded), folded, pair[1]]);
    });
    function order(a, b) { return a < b ? -1 : a > b ? 1 : 0; }
    ranked.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || order(a[2], b[2]) || order(a[3], b[3]); });
    return ranked.slice(0, count).map(function (row) { return row[3]; });
  }

  // How many letters two words share at their beginning.
  function commonStart(one, other) {
    var count = 0;
    while (count < one.length && count < other.length && one[count] === other[count]) count++;
    return count;
  }

  // Number of errors (a letter added, lost, changed, two swapped), or limit + 1 beyond it.
  function editDistance(one, other, limit) {
    var before = [], row = [], earlier, i, j;
    for (j = 0; j <= other.length; j++) row.push(j);
    for (i = 1; i <= one.length; i++) {
      earlier = before;
      before = row;
      row = [i];
      var least = i;
      for (j = 1; j <= other.length; j++) {
        var cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          cost = Math.min(cost, earlier[j - 2] + 1);
        }
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > limit) return limit + 1;
    }
    return Math.min(row[other.length], limit + 1);
  }

  monde.OffreNearness = { starting, correction, nearest, otherwise };
})(typeof self !== "undefined" ? self : globalThis);
