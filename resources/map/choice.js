// In the window alone: sites that were picked out together, and where the map's plane lies.
// Ids and points come as JSON; the window knows what they are called.
(function () {
  "use strict";
  var map = window.map_tour;
  if (!map || !window.tourMap) { return; }
  var palette = null, choice = null, found = {}, icons = [];
  map.createPane("choice").style.zIndex = 409;
  map.createPane("halos").style.zIndex = 426;
  map.getPane("choice").style.pointerEvents = "none";
  map.getPane("halos").style.pointerEvents = "none";
  var shape = L.layerGroup().addTo(map), halos = L.layerGroup().addTo(map), start = null;
  var ringCanvas = L.canvas({ padding: 0.5, pane: "choice" });
  var haloCanvas = L.canvas({ padding: 0.5, pane: "halos" });

  function draw() {
    shape.clearLayers();
    if (start) { map.removeLayer(start); start = null; }
    if (!choice || !palette) { return; }
    shape.addLayer(L.polygon(choice.ring, {
      color: palette.accent, weight: 2, dashArray: choice.dash.join(" "), fillColor: palette.accent,
      fillOpacity: 0.1, interactive: false, renderer: ringCanvas, pane: "choice"
    }));
    if (!choice.start) { return; }
    var cross = document.createElement("span");
    cross.className = "start";
    start = L.marker(choice.start, {
      icon: L.divIcon({ className: "start-icon", html: cross, iconSize: [24, 24] }),
      draggable: true, keyboard: false, zIndexOffset: 3000
    });
    start.on("dragend", function () {
      var at = start.getLatLng();
      window.tourMap.tellMoved(choice.startId, at.lat, at.lng);
    });
    start.addTo(map);
  }

  // A ring around each: numbered marks bear it themselves, for they may have stepped aside.
  function mark() {
    halos.clearLayers();
    icons.forEach(function (icon) { icon.element.classList.toggle("found", Boolean(found[icon.id])); });
    if (!choice || !palette) { return; }
    dots.forEach(function (dot) {
      if (!found[dot.id]) { return; }
      halos.addLayer(L.circleMarker([dot.lat, dot.lon], {
        radius: 8, color: palette.accent, weight: 2, fill: false, interactive: false,
        renderer: haloCanvas, pane: "halos"
      }));
    });
  }

  var dots = [];
  map.on("draw:marks", function (event) { icons = event.icons; mark(); });
  map.on("draw:dots", function (event) { dots = event.dots; mark(); });
  map.on("draw:look", function (event) { palette = event.palette; draw(); mark(); });

  // -- the user's own base map, over the built-in one --------------------------------------------
  var own = null;
  map.createPane("own").style.zIndex = 403;
  map.getPane("own").style.pointerEvents = "none";
  window.tourMap.tiles = function (zooms, credit) {
    if (own) { map.removeLayer(own); own = null; }
    document.getElementById("credit").textContent = credit;
    document.body.classList.toggle("own", Boolean(zooms)); // it has names of its own
    map.fire("own:shown", { shown: Boolean(zooms) });
    if (!zooms) { return; }
    own = L.tileLayer("tp://app/tiles/{z}/{x}/{y}", {
      minNativeZoom: zooms[0], maxNativeZoom: zooms[1], pane: "own"
    }).addTo(map);
  };

  // -- what the window asks -------------------------------------------------------------------------
  window.tourMap.choose = function (made) {
    choice = made;
    found = {};
    (made ? made.ids : []).forEach(function (id) { found[id] = true; });
    draw(); mark();
  };
  // Size of the world, left and top edge of what is seen, in pixels.
  window.tourMap.place = function () {
    var corner = map.getPixelBounds().min;
    return [256 * Math.pow(2, map.getZoom()), corner.x, corner.y];
  };
})();
