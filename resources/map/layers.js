// Over the tour, in the window alone: every school of the directory and the lines of districts.
// Points, codes and numbers come as JSON; the window says what a school is when it is picked.
(function () {
  "use strict";
  var map = window.map_tour;
  if (!map || !window.tourMap) { return; }
  var palette = null;
  var world = window.tourWorld;
  // Pixels, zoom, pixels, pixels, points.
  var CELL = 64, APART = 12, REACH = 8, STEP = 2, PIECE = 128;

  // One canvas for all, that of the ground: what is drawn and blended while the map is dragged costs
  // by its size. Where the user's own base map lies on the ground, one of their own above it.
  var xs = null, ys = null, drawn = [], kinds = {}, partners = null;
  map.createPane("over").style.zIndex = 408;
  map.getPane("over").style.pointerEvents = "none";
  var ground = window.tourMap.ground, aside = new window.TourSheet({ pane: "over", draw: draw });
  var sheet = ground.sheet;
  map.on("own:shown", function (event) {
    sheet = event.shown ? aside : ground.sheet;
    drawSoon();
  });

  // -- schools: those that would lie over each other are one circle with their count --------------
  function groups(corner, whole) {
    var scale = 256 * Math.pow(2, map.getZoom());
    var joined = map.getZoom() < APART;
    var found = [], cells = new Map();
    for (var i = 0; i < xs.length; i += 1) {
      var wx = xs[i] * scale, wy = ys[i] * scale, x = wx - corner.x, y = wy - corner.y;
      if (x < -CELL || y < -CELL || x > whole.x + CELL || y > whole.y + CELL) { continue; }
      if (!joined) { found.push({ x: x, y: y, count: 1, place: i }); continue; }
      var key = Math.floor(wx / CELL) * 4194304 + Math.floor(wy / CELL);
      var cell = cells.get(key);
      if (cell) {
        cell.x += x; cell.y += y; cell.count += 1;
      } else {
        cell = { x: x, y: y, count: 1, place: i };
        cells.set(key, cell);
        found.push(cell);
      }
    }
    found.forEach(function (one) { one.x /= one.count; one.y /= one.count; });
    return found;
  }
  function radius(one) { return one.count === 1 ? 4 : Math.min(10 + 3 * Math.log10(one.count), 20); }

  function draw(pen, corner, whole) {
    drawn = [];
    if (!palette) { return; }
    drawBorders(pen, corner, whole);
    if (xs) { drawSchools(pen, corner, whole); }
    if (partners) { drawPartners(pen); }
    // Names keep off the circles, and towns off both.
    drawCodes(corner.subtract(map.getPixelBounds().min));
  }

  function drawSchools(pen, corner, whole) {
    pen.font = "600 11px sans-serif";
    pen.textAlign = "center"; pen.textBaseline = "middle";
    drawn = groups(corner, whole);
    drawn.forEach(function (one) {
      pen.beginPath();
      pen.arc(one.x, one.y, radius(one), 0, 2 * Math.PI);
      pen.fillStyle = palette.land;
      pen.strokeStyle = palette.place;
      pen.lineWidth = 1.5;
      pen.fill(); pen.stroke();
      if (one.count > 1) {
        pen.fillStyle = palette.ink;
        pen.fillText(String(one.count), one.x, one.y + 0.5);
      }
    });
  }

  map.on("click", function (event) {
    if (!drawn.length) { return; }
    var at = sheet.placeOf(event.latlng), best = null, least = Infinity;
    drawn.forEach(function (one) {
      var gap = Math.hypot(one.x - at.x, one.y - at.y);
      if (gap < least && gap <= radius(one) + REACH) { best = one; least = gap; }
    });
    if (!best) { return; }
    if (best.count === 1) { window.tourMap.pick("school-at:" + best.place); return; }
    var gap = L.point(best.x, best.y).subtract(at), middle = event.layerPoint.add(gap);
    window.tourMap.zoom(0); // the view is no longer that of the whole tour
    map.setView(map.layerPointToLatLng(middle), Math.min(map.getZoom() + 2, map.getMaxZoom()));
  });

  // -- partners: a diamond with their number, beside the mark of the site -------------------------
  function drawPartners(pen) {
    var half = 9;
    pen.font = "600 10px sans-serif";
    pen.textAlign = "center"; pen.textBaseline = "middle"; pen.lineWidth = 1.4;
    partners.spots.forEach(function (spot) {
      var at = sheet.placeOf([spot[0], spot[1]]).add(partners.aside);
      pen.beginPath();
      pen.moveTo(at.x, at.y - half); pen.lineTo(at.x + half, at.y);
      pen.lineTo(at.x, at.y + half); pen.lineTo(at.x - half, at.y);
      pen.closePath();
      pen.fillStyle = palette.land; pen.strokeStyle = palette.ink;
      pen.fill(); pen.stroke();
      pen.fillStyle = palette.ink;
      pen.fillText(String(spot[2]), at.x, at.y + 0.5);
    });
  }

  // -- districts: each kind in a line pattern of its own, named by its code -----------------------
  map.createPane("codes").style.zIndex = 412;
  map.getPane("codes").style.pointerEvents = "none";
  var marksTaken = []; // where the numbers of stops stand
  map.on("marks:placed", function (event) {
    var isOther = event.taken.length !== marksTaken.length;
    marksTaken = event.taken;
    if (isOther) { drawSoon(); }
  });
  var showCodes = window.tourNames(map, map.getPane("codes"));

  function drawBorders(pen, corner, whole) {
    var scale = 256 * Math.pow(2, map.getZoom());
    pen.strokeStyle = palette.ink; pen.globalAlpha = 0.75;
    Object.keys(kinds).forEach(function (name) {
      pen.setLineDash(kinds[name].dash); pen.lineWidth = kinds[name].width;
      pen.beginPath();
      kinds[name].pieces.forEach(function (piece) {
        if (world.sees(piece.box, scale, corner, whole)) {
          world.trace(pen, piece, scale, corner, STEP);
        }
      });
      pen.stroke();
    });
    pen.setLineDash([]); pen.globalAlpha = 1;
  }

  // shift leads from the canvas to the window.
  function drawCodes(shift) {
    var size = map.getSize(), taken = marksTaken.slice(), written = [];
    drawn.forEach(function (one) {
      var r = radius(one), x = one.x + shift.x, y = one.y + shift.y;
      taken.push([x - r, y - r, x + r, y + r]);
    });
    Object.keys(kinds).forEach(function (name) {
      kinds[name].codes.forEach(function (code) {
        var at = map.latLngToContainerPoint(code.at), half = code.text.length * 3.6 + 6;
        if (at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) { return; }
        [0, -20, 20, -32, 32].some(function (aside) { // beside a circle where one is in the way
          var y = at.y + aside, box = [at.x - half, y - 9, at.x + half, y + 9];
          if (!isFree(box, taken)) { return false; }
          taken.push(box);
          written.push({ id: name + " " + code.text, make: labelOf.bind(null, code.text),
            at: aside ? map.containerPointToLatLng([at.x, y]) : code.at });
          return true;
        });
      });
    });
    showCodes(written);
    map.fire("over:drawn", { taken: taken });
  }
  function isFree(box, taken) {
    return taken.every(function (other) {
      return box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3];
    });
  }
  function labelOf(text) {
    var label = document.createElement("span");
    label.className = "code";
    label.textContent = text;
    return label;
  }

  function drawSoon() {
    var has = xs !== null || partners !== null || Object.keys(kinds).length > 0;
    var apart = has && sheet === aside;
    ground.above(has && !apart ? draw : null);
    ground.sheet.redrawSoon();
    if (apart && !map.hasLayer(aside)) { aside.addTo(map); }
    if (!apart) { map.removeLayer(aside); }
    aside.redrawSoon();
    if (!has) {
      drawn = [];
      showCodes([]);
      map.fire("over:drawn", { taken: null });
    }
  }
  map.on("draw:look", function (event) { palette = event.palette; drawSoon(); });

  // -- what the window asks -------------------------------------------------------------------------
  // Latitude and longitude of each school in steps of a grid, each from the one before; null = none.
  window.tourMap.schools = function (made) {
    xs = ys = null;
    if (made) {
      var flat = made.points, count = flat.length / 2, lat = 0, lon = 0;
      xs = new Float64Array(count); ys = new Float64Array(count);
      for (var i = 0; i < count; i += 1) {
        lat += flat[2 * i]; lon += flat[2 * i + 1];
        xs[i] = world.across(lon / made.grid);
        ys[i] = world.down(lat / made.grid);
      }
    }
    drawSoon();
  };
  // Where partners are, each as latitude, longitude, number; null = none.
  window.tourMap.partners = function (made) {
    partners = made;
    drawSoon();
  };
  // Lines as longitude and latitude in steps of a grid, the first from zero; null = none.
  window.tourMap.districts = function (name, made) {
    delete kinds[name];
    if (made) {
      var pieces = [];
      made.lines.forEach(function (flat) {
        var x = 0, y = 0, all = new Float64Array(flat.length);
        for (var i = 0; i < flat.length; i += 2) {
          x += flat[i]; y += flat[i + 1];
          all[i] = world.across(x / made.grid);
          all[i + 1] = world.down(y / made.grid);
        }
        world.pieces(all, 0, all.length, PIECE, pieces);
      });
      kinds[name] = { dash: made.dash, width: made.width, codes: made.codes, pieces: pieces };
    }
    drawSoon();
  };
})();
