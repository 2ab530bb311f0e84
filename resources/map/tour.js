// Draws a tour on the map that folium made: base map, legs, marks and their links with the list.
// Every text comes from the JSON in this page and is shown by textContent, never as markup.
(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("tour-data").textContent);
  var map = window.map_tour;
  if (!map) { return; }
  var CARD_WIDTH = 280; // pixels at most
  var CARD_HEIGHT = 160; // pixels, with its mark and what stands over the map
  var palette = data.palettes.light;
  var marks = {};
  var channel = null;
  var chosen = null;
  var onlyDay = null;
  var movable = false;
  var shown = { stops: true, candidates: true, roads: true, county_lines: true, towns: true };

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) { made.className = className; }
    if (text !== undefined) { made.textContent = text; }
    return made;
  }

  function color(day) { return palette.days[day % palette.days.length]; }
  function dash(day) { return data.dashes[day % data.dashes.length]; }
  function cap(day) { return data.caps[day % data.caps.length]; }
  function shape(day) { return data.shapes[day % data.shapes.length]; }

  // -- base map ------------------------------------------------------------------------------
  var ground = window.tourGround(map, data.base);
  function drawBase() {
    map.getContainer().style.background = palette.water;
    ground.show([
      { name: "land", fill: palette.land },
      { name: "lakes", fill: palette.water },
      { name: "rivers", stroke: palette.water, width: 1.2 },
      { name: "county_lines", stroke: palette.county, width: 1 },
      { name: "roads", stroke: palette.road, width: 1.1 },
      { name: "state_lines", stroke: palette.state, width: 1.4, dash: [6, 3] }
    ].filter(function (look) { return shown[look.name] !== false; }), palette.water);
  }

  // Names of towns: the largest first, none over another, none over a mark.
  map.createPane("towns").style.zIndex = 410;
  map.getPane("towns").style.pointerEvents = "none";
  var showTowns = window.tourNames(map, map.getPane("towns"));
  var marksTaken = [], overTaken = null; // where nothing may be written; null: no layer lies over it
  map.on("over:drawn", function (event) { overTaken = event.taken; drawTowns(); });
  function drawTowns() {
    var taken = marksTaken.concat(overTaken || []), size = map.getSize(), written = [];
    (shown.towns ? data.base.places || [] : []).some(function (town, order) {
      var at = map.latLngToContainerPoint([town[1], town[2]]);
      if (at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) { return false; }
      var width = town[0].length * 6.2 + 12;
      var box = [at.x - 5, at.y - 9, at.x + width, at.y + 9];
      var free = taken.every(function (other) {
        return box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3];
      });
      if (!free) { return false; }
      taken.push(box);
      written.push({ id: order, at: [town[1], town[2]], make: function () {
        var label = element("span", "town");
        label.appendChild(element("i"));
        label.appendChild(element("b", "", town[0]));
        return label;
      } });
      return written.length >= 42;
    });
    showTowns(written);
  }

  // -- legs ----------------------------------------------------------------------------------
  var legs = L.layerGroup().addTo(map);
  function drawLegs() {
    legs.clearLayers();
    if (!shown.stops) { return; }
    data.days.forEach(function (day) {
      if (onlyDay !== null && day.number !== onlyDay) { return; }
      day.lines.forEach(function (points) {
        legs.addLayer(L.polyline(points, {
          color: palette.land, weight: 7, opacity: 0.9, interactive: false, pane: "legs"
        }));
        legs.addLayer(L.polyline(points, {
          color: color(day.number), weight: 4, interactive: false, pane: "legs",
          dashArray: dash(day.number) || null, lineCap: cap(day.number)
        }));
        if (data.doubles.indexOf(day.number % data.shapes.length) >= 0) {
          legs.addLayer(L.polyline(points, {
            color: palette.land, weight: 1.4, interactive: false, pane: "legs"
          }));
        }
      });
    });
  }

  // -- marks ---------------------------------------------------------------------------------
  function outline(kind, half) {
    var made;
    if (kind === "hexagon") {
      made = L.SVG.create("path");
      var w = half, h = half * 0.92;
      made.setAttribute("d", "M" + [-w, 0, -w / 2, -h, w / 2, -h, w, 0, w / 2, h, -w / 2, h].join(" ") + "Z");
      return made;
    }
    made = L.SVG.create("rect");
    var wide = kind === "circle" ? half : half * 0.95;
    made.setAttribute("x", -wide); made.setAttribute("y", -half * 0.8);
    made.setAttribute("width", 2 * wide); made.setAttribute("height", half * 1.6);
    made.setAttribute("rx", kind === "circle" ? half * 0.8 : kind === "place" ? 3 : 4);
    return made;
  }

  function markIcon(point) {
    var half = 13 + Math.max(0, point.label.length - 2) * 3.2;
    var picture = L.SVG.create("svg");
    var box = half + 3;
    picture.setAttribute("viewBox", [-box, -box, 2 * box, 2 * box].join(" "));
    picture.setAttribute("width", 2 * box); picture.setAttribute("height", 2 * box);
    picture.setAttribute("aria-hidden", "true");
    var face = outline(point.place ? "place" : shape(point.day), half);
    face.setAttribute("fill", point.place ? palette.place : color(point.day));
    face.setAttribute("stroke", palette.land);
    face.setAttribute("stroke-width", "2");
    if (point.tentative || point.approximate) {
      face.setAttribute("stroke", palette.ink);
      face.setAttribute("stroke-dasharray", "3 2");
    }
    picture.appendChild(face);
    if (!point.place && point.day >= data.shapes.length) {
      var inner = outline(shape(point.day), half - 3.5);
      inner.setAttribute("fill", "none"); inner.setAttribute("stroke", palette.on);
      picture.appendChild(inner);
    }
    var number = L.SVG.create("text");
    number.setAttribute("text-anchor", "middle"); number.setAttribute("y", "4");
    number.setAttribute("font-size", "12"); number.setAttribute("font-weight", "700");
    number.setAttribute("fill", palette.on);
    number.textContent = point.label;
    picture.appendChild(number);
    return L.divIcon({ className: "mark", html: picture, iconSize: [2 * box, 2 * box], iconAnchor: [box, box] });
  }

  function popup(point) {
    var body = element("div", "card");
    body.appendChild(element("strong", "", (point.label ? point.label + "  " : "") + point.name));
    point.lines.forEach(function (text) { body.appendChild(element("div", "", text)); });
    if (point.approximate) { body.appendChild(element("div", "unsure", "The exact place is not known")); }
    return body;
  }

  var leaders = L.layerGroup().addTo(map);
  function drawMarks() {
    Object.keys(marks).forEach(function (id) { map.removeLayer(marks[id].layer); });
    marks = {};
    (shown.stops ? data.points : []).forEach(function (point, order) {
      if (onlyDay !== null && point.days.indexOf(onlyDay) < 0) { return; }
      var layer = L.marker([point.lat, point.lon], {
        icon: markIcon(point), keyboard: true, alt: point.label + " " + point.name,
        title: point.name, draggable: movable && point.movable !== false, zIndexOffset: point.place ? 0 : 1000 - order
      });
      layer.bindPopup(popup(point), { maxWidth: CARD_WIDTH, autoPanPadding: [20, 20] });
      layer.on("click", function () { pick(point.id); });
      layer.on("keypress", function (event) {
        if (event.originalEvent.key === "Enter") { pick(point.id); }
      });
      layer.on("dragend", function () {
        var at = layer.getLatLng();
        if (channel) { channel.moved(point.id, at.lat, at.lng); }
      });
      marks[point.id] = { layer: layer, point: point, level: layer.options.zIndexOffset };
      layer.addTo(map);
      var icon = layer.getElement();
      icon.setAttribute("aria-label", point.label + " " + point.name);
    });
    map.fire("draw:marks", { icons: Object.keys(marks).map(function (id) {
      return { id: id, element: marks[id].layer.getElement() };
    }) });
  }

  // Sites that are not in the days: dots on a canvas; while pins are moved, marks that can be taken.
  var dots = L.layerGroup().addTo(map);
  var dotCanvas = null;
  var mostHandles = 300;
  // A site of the file is a full dot, a school of the directory a ring.
  function dotLook(point) {
    var on = point.id === chosen, ring = point.school;
    var edge = ring ? palette.place : palette.land;
    return {
      radius: on ? 7 : 4.5, color: on ? palette.focus || palette.ink : edge,
      weight: on ? 3 : ring ? 2 : 1.5, fillColor: ring ? palette.land : palette.place, fillOpacity: 1
    };
  }
  function drawDots() {
    dots.clearLayers();
    var all = (data.candidates || []).filter(function (p) { return p.school || shown.candidates; });
    map.fire("draw:dots", { dots: all });
    if (!all.length) { return; }
    dotCanvas = dotCanvas || L.canvas({ padding: 0.5, pane: "dots", tolerance: 4 });
    var handles = movable && all.length <= mostHandles;
    all.forEach(function (point) {
      var at = [point.lat, point.lon];
      var layer;
      if (handles) {
        layer = L.marker(at, {
          icon: L.divIcon({ className: "handle", iconSize: [16, 16] }), title: point.name,
          alt: point.name, draggable: point.movable !== false, zIndexOffset: -2000
        });
        layer.on("dragend", function () {
          var to = layer.getLatLng();
          if (channel) { channel.moved(point.id, to.lat, to.lng); }
        });
      } else {
        var look = dotLook(point);
        look.renderer = dotCanvas;
        look.pane = "dots";
        layer = L.circleMarker(at, look);
      }
      layer.on("click", function () { pick(point.id); });
      layer.bindPopup(popup(point), { maxWidth: CARD_WIDTH, autoPanPadding: [20, 20] });
      layer.bindTooltip(element("span", "", point.name), { direction: "top" });
      layer.tourPoint = point;
      dots.addLayer(layer);
    });
  }
  function dotOf(id) {
    return dots.getLayers().filter(function (layer) { return layer.tourPoint.id === id; })[0];
  }

  // Marks that would lie over each other step aside; a line leads back to the place.
  function spread() {
    leaders.clearLayers();
    var all = Object.keys(marks).map(function (id) {
      var at = map.latLngToLayerPoint([marks[id].point.lat, marks[id].point.lon]);
      return { entry: marks[id], home: at, at: L.point(at.x, at.y) };
    });
    if (!movable) {
      for (var round = 0; round < 80; round += 1) {
        var moved = false;
        for (var i = 0; i < all.length; i += 1) {
          for (var j = i + 1; j < all.length; j += 1) {
            var gap = all[j].at.subtract(all[i].at);
            var length = Math.sqrt(gap.x * gap.x + gap.y * gap.y);
            if (length >= 31) { continue; }
            if (length < 0.5) { gap = L.point(Math.cos(i * 2.4 + j), Math.sin(i * 2.4 + j)); length = 1; }
            var push = gap.multiplyBy((31 - length) / (2 * length) + 0.01);
            all[i].at = all[i].at.subtract(push);
            all[j].at = all[j].at.add(push);
            moved = true;
          }
        }
        if (!moved) { break; }
      }
    }
    all.forEach(function (one) {
      one.entry.layer.setLatLng(map.layerPointToLatLng(one.at));
      if (one.at.distanceTo(one.home) > 7) {
        var home = [one.entry.point.lat, one.entry.point.lon];
        leaders.addLayer(L.polyline([home, map.layerPointToLatLng(one.at)], {
          color: palette.ink, weight: 1.2, interactive: false, pane: "legs"
        }));
        leaders.addLayer(L.circleMarker(home, {
          radius: 3.2, color: palette.land, weight: 1, fillColor: palette.ink, fillOpacity: 1,
          interactive: false, pane: "legs"
        }));
      }
    });
    marksTaken = all.map(function (one) {
      var at = map.layerPointToContainerPoint(one.at);
      return [at.x - 17, at.y - 15, at.x + 17, at.y + 15];
    });
    map.fire("marks:placed", { taken: marksTaken });
    if (overTaken === null) { drawTowns(); } // else when that is drawn, a moment later
  }

  // -- links with the list -------------------------------------------------------------------
  var covered = 0; // pixels at the right that something of the window lies over
  function rows() { return document.querySelectorAll("[data-point]"); }
  function light(id, scroll) {
    chosen = id;
    Object.keys(marks).forEach(function (key) {
      var icon = marks[key].layer.getElement();
      if (icon) { icon.classList.toggle("chosen", key === id); }
      marks[key].layer.setZIndexOffset(key === id ? 2000 : marks[key].level);
    });
    dots.eachLayer(function (layer) {
      if (layer.setStyle) { layer.setStyle(dotLook(layer.tourPoint)); }
    });
    rows().forEach(function (row) {
      var on = row.getAttribute("data-point") === id;
      row.classList.toggle("chosen", on);
      if (on && scroll) { row.scrollIntoView({ block: "nearest" }); }
    });
  }
  function pick(id) {
    light(id, true);
    if (channel) { channel.picked(id); }
  }
  // Where a card would be cut there is none: the window's list says the same.
  function hasRoom() {
    var size = map.getSize();
    return size.x >= CARD_WIDTH && size.y >= CARD_HEIGHT;
  }
  function select(id) {
    light(id, false);
    var layer = marks[id] ? marks[id].layer : dotOf(id);
    if (layer) {
      map.panInside(layer.getLatLng(), {
        paddingTopLeft: [60, 60], paddingBottomRight: [60 + covered, 60]
      });
    }
    if (layer && hasRoom()) {
      layer.openPopup();
    } else {
      map.closePopup();
    }
  }

  function note() {
    var schematic = document.getElementById("schematic");
    schematic.hidden = map.getZoom() < 12;
  }

  function redraw() {
    drawBase(); drawLegs(); drawDots(); drawMarks(); spread(); note();
    if (chosen) { light(chosen, false); }
    map.fire("draw:look", { palette: palette });
  }

  var fitted = true, fitting = false;
  function fitTo(day) {
    var box = data.bounds, points = [];
    if (day !== null) {
      data.points.forEach(function (point) {
        if (point.days.indexOf(day) >= 0) { points.push([point.lat, point.lon]); }
      });
      data.days.forEach(function (one) {
        if (one.number === day) { one.lines.forEach(function (line) { points = points.concat(line); }); }
      });
    }
    var bounds = points.length ? L.latLngBounds(points) : L.latLngBounds(
      [box[0], box[1]], [box[2], box[3]]
    );
    if (fitting) { return; }
    fitting = true;
    map.invalidateSize({ animate: false, pan: false });
    fitting = false;
    if (map.getSize().x < 80 || map.getSize().y < 80) { return; }
    fitting = true;
    // Set as an option: the function would start an animation.
    map.options.minZoom = Math.max(
      3, map.getBoundsZoom(L.latLngBounds([box[0], box[1]], [box[2], box[3]])) - 1
    );
    // The window's controls lie over the top of the map, the sources over its foot.
    var edge = points.length ? [56, 56] : data.window ? [24, 44] : [0, 0];
    map.fitBounds(bounds, { animate: false, maxZoom: 12, padding: edge });
    fitting = false;
    fitted = true;
  }

  map.createPane("legs").style.zIndex = 420;
  map.createPane("dots").style.zIndex = 425;
  map.attributionControl.remove();
  L.control.scale({ imperial: true, metric: false, maxWidth: 140 }).addTo(map);
  map.setMaxBounds([[data.region[0], data.region[1]], [data.region[2], data.region[3]]]);
  map.options.maxBoundsViscosity = 1;
  map.setMaxZoom(14);
  map.fitBounds([[data.bounds[0], data.bounds[1]], [data.bounds[2], data.bounds[3]]], { animate: false });
  if (data.window) {
    map.options.minZoom = 3; // the window gives the page its size later, and fits the map then
  } else {
    map.setMinZoom(Math.max(3, map.getZoom() - 1));
    redraw(); // the window says its colors first: drawn before, all would be drawn twice
  }
  map.on("zoomend moveend viewreset resize", function () { spread(); note(); });

  rows().forEach(function (row) {
    var button = row.querySelector("button");
    if (button) {
      button.disabled = false;
      button.addEventListener("click", function () {
        select(row.getAttribute("data-point"));
        if (channel) { channel.picked(row.getAttribute("data-point")); }
      });
    }
  });

  // What the program's own window may ask of this page.
  window.tourMap = {
    ground: ground,
    pick: function (id) { if (channel) { channel.picked(id); } },
    tellMoved: function (id, lat, lon) { if (channel) { channel.moved(id, lat, lon); } },
    select: function (id) { light(String(id), true); select(String(id)); },
    showDay: function (day) {
      onlyDay = day === null ? null : Number(day);
      drawLegs(); drawMarks(); spread();
      if (chosen) { light(chosen, false); }
    },
    setMovable: function (on) {
      movable = Boolean(on);
      document.body.classList.toggle("moving", movable);
      drawDots(); drawMarks(); spread();
      if (chosen) { light(chosen, false); }
    },
    // Other marks and lines on the same ground; place and size of the view stay.
    show: function (fresh) {
      map.closePopup();
      data.points = fresh.points; data.days = fresh.days; data.candidates = fresh.candidates;
      data.bounds = fresh.bounds;
      drawLegs(); drawDots(); drawMarks(); spread();
      if (chosen) { light(chosen, false); }
    },
    layers: function (wanted) {
      Object.keys(shown).forEach(function (name) {
        if (typeof wanted[name] === "boolean") { shown[name] = wanted[name]; }
      });
      redraw();
    },
    look: function (name, colors) {
      Object.keys(data.palettes[name]).concat(["focus", "accent"]).forEach(function (key) {
        if (colors[key]) { data.palettes[name][key] = colors[key]; }
      });
      window.tourMap.setTheme(name);
    },
    zoom: function (by) { fitted = false; map.setZoom(map.getZoom() + Number(by)); },
    fitDay: function (day) { fitTo(day === null ? null : Number(day)); },
    setTheme: function (name) {
      if (!data.palettes[name]) { return; }
      palette = data.palettes[name];
      document.documentElement.setAttribute("data-theme", name);
      redraw();
    },
    fit: function () { fitTo(null); },
    // Cards open beside what lies over the right of the map, and one that is open moves aside.
    covered: function (wide) {
      var isMore = Number(wide) > covered;
      if (Number(wide) === covered) { return; }
      covered = Number(wide);
      L.Popup.prototype.options.autoPanPaddingBottomRight = L.point(20 + covered, 20);
      if (isMore && map._popup && map._popup.isOpen()) { map._popup.update(); }
    }
  };
  if (data.window) {
    map.options.zoomSnap = 0.25;
    map.on("dragstart", function () { fitted = false; });
    ["wheel", "dblclick"].forEach(function (name) {
      map.getContainer().addEventListener(name, function () { fitted = false; }, { passive: true });
    });
    map.on("resize", function () {
      if (fitted) { fitTo(onlyDay); }
    });
    var closeWithoutRoom = function () {
      if (!hasRoom()) { map.closePopup(); }
    };
    map.on("popupopen", closeWithoutRoom);
    // A change of one pixel is no resize to the map, which has its own frame for it before this one.
    window.addEventListener("resize", function () { L.Util.requestAnimFrame(closeWithoutRoom); });
    map.removeControl(map.zoomControl);
    map.getContainer().addEventListener("keydown", function (event) {
      if (event.key === "0") { fitTo(onlyDay); } else { fitted = false; }
    });
  }
  // The window may ask for what the scripts after this one bring, so it hears of all at their end.
  document.addEventListener("DOMContentLoaded", function () {
    if (!window.QWebChannel || !window.qt || !window.qt.webChannelTransport) { return; }
    new window.QWebChannel(window.qt.webChannelTransport, function (opened) {
      channel = opened.objects.map || null;
      if (channel) { channel.ready(); }
    });
  });
})();
