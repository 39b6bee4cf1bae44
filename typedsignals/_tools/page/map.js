// Draws the map. What comes from the program is written with textContent only: a name may hold any character.
"use strict";
(() => {
  const wiring = JSON.parse(document.getElementById("wiring").textContent);
  const AT_ONCE = 40; // so many signals are drawn unasked; where there are more, the modules stay closed
  const TOGETHER = 60; // boxes of one drawing; what is larger is taken apart, each signal by itself
  const HEIGHT = 44;
  const LONG = 36; // characters of a name in a box

  const byId = (id) => document.getElementById(id);
  const map = byId("map");
  const details = byId("details");
  const search = byId("search");
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  function element(tag, className, text, inside = []) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text != null) made.textContent = text;
    made.append(...inside);
    return made;
  }

  // What is there: signals, and functions that send or hear them. A function has one name, and so may be a receiver and send.
  const functions = new Map();
  function functionOf(name, place) {
    if (!functions.has(name)) functions.set(name, { kind: "function", name, place, sends: [], hears: [], signals: new Set() });
    return functions.get(name);
  }
  function known(each) {
    const signal = { ...each, kind: "signal", functions: new Set() };
    const meet = (met) => {
      met.signals.add(signal);
      signal.functions.add(met);
      return met;
    };
    for (const send of each.sends) meet(functionOf(send.function, send.place)).sends.push({ signal, send });
    for (const receiver of each.receivers) {
      const met = meet(functionOf(receiver.name, receiver.place));
      met.place = receiver.place || met.place; // where it is defined, rather than where it sends
      met.hears.push({ signal, receiver });
    }
    const heard = each.receivers.map((receiver) => `${receiver.name} ${receiver.how.join(" ")}`);
    signal.words = [each.name, each.sent, each.doc, ...each.sends.map((send) => send.function), ...heard].join("\n").toLowerCase();
    return signal;
  }
  const signals = wiring.signals.map(known);

  // Drawings: lists of signals. What hangs together is one, so that one sees what leads on to what.
  function drawingsOf(shown) {
    const here = new Set(shown);
    const done = new Set();
    const drawings = [];
    for (const signal of shown) {
      if (done.has(signal)) continue;
      const together = new Set([signal]);
      for (const each of together) { // it grows meanwhile
        for (const met of each.functions || each.signals) if (met.kind === "function" || here.has(met)) together.add(met);
      }
      const inside = shown.filter((each) => together.has(each));
      for (const each of inside) done.add(each);
      drawings.push(...(together.size > TOGETHER ? inside.map((each) => [each]) : [inside]));
    }
    return drawings;
  }

  const pen = document.createElement("canvas").getContext("2d");
  function widthOf(text, font) {
    pen.font = font;
    return pen.measureText(text).width;
  }
  const fonts = { name: "13px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace", note: "11px system-ui, 'DejaVu Sans', sans-serif" };
  const shortened = (text) => {
    let short = text;
    while (short.length > LONG && short.includes(".")) short = short.slice(short.indexOf(".") + 1);
    return short === text ? text : `\u2026${short}`;
  };

  function draw(frame, inside) {
    const graph = new dagre.graphlib.Graph({ multigraph: true });
    graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: innerWidth > 700 ? 56 : 30, edgesep: 10, marginx: 14, marginy: 14 });
    const ids = new Map();
    const add = (thing, isWrong) => {
      if (!ids.has(thing)) {
        const id = String(ids.size);
        const name = shortened(thing.name);
        const note = (thing.kind === "signal" ? thing.sent : thing.place) || "";
        const width = Math.max(widthOf(name, fonts.name), widthOf(note, fonts.note)) + (thing.kind === "signal" ? 38 : 28);
        ids.set(thing, id);
        graph.setNode(id, { thing, name, note, width: Math.min(Math.ceil(width), 340), height: HEIGHT });
      }
      if (isWrong) graph.node(ids.get(thing)).isWrong = true;
      return ids.get(thing);
    };
    for (const signal of inside) {
      for (const name of new Set(signal.sends.map((send) => send.function))) {
        graph.setEdge(add(functions.get(name)), add(signal), {}, "sends");
      }
      add(signal);
      signal.receivers.toReversed().forEach((receiver, number) => {
        const head = add(functions.get(receiver.name), receiver.problems.length > 0);
        const text = receiver.label;
        const room = text ? { text, width: Math.min(widthOf(text, fonts.note), 220) + 12, height: 16, labelpos: "c" } : {};
        graph.setEdge(ids.get(signal), head, { ...room, weak: receiver.weak }, String(number));
      });
    }
    dagre.layout(graph);

    const { width, height } = graph.graph();
    const drawing = element("div", "drawing");
    drawing.style.width = `${width}px`;
    drawing.style.height = `${height}px`;
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("width", width);
    picture.setAttribute("height", height);
    picture.setAttribute("aria-hidden", "true");
    drawing.append(picture);
    const boxes = new Map();
    for (const id of graph.nodes()) {
      const at = graph.node(id);
      const box = element("button", `node ${at.thing.kind}${at.isWrong ? " wrong" : ""}`, null, [element("span", "name", at.name)]);
      if (at.note) box.append(element("span", "note", at.note));
      Object.assign(box, { type: "button", title: at.thing.name, tabIndex: -1, thing: at.thing, edges: [] });
      box.setAttribute("aria-label", `${at.thing.kind} ${at.thing.name}`);
      box.setAttribute("aria-pressed", String(at.thing === selected));
      Object.assign(box.style, { left: `${at.x - at.width / 2}px`, top: `${at.y - HEIGHT / 2}px`, width: `${at.width}px`, height: `${HEIGHT}px` });
      boxes.set(id, box);
      drawing.append(box);
    }
    for (const { v, w, name } of graph.edges()) {
      const edge = graph.edge({ v, w, name });
      const [line, tip] = curve(edge, graph.node(v), graph.node(w));
      picture.append(line, tip);
      boxes.get(v).edges.push(line);
      boxes.get(w).edges.push(line);
      if (edge.text) {
        const label = element("span", "label", edge.text);
        Object.assign(label.style, { left: `${edge.x}px`, top: `${edge.y}px` });
        drawing.append(label);
      }
    }
    frame.replaceChildren(drawing);
    frame.style.minHeight = "";
    frame.style.width = "";
    makeReachable(frame.closest(".drawings"));
  }

  function svg(tag, className, d) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    made.setAttribute("class", className);
    made.setAttribute("d", d);
    return made;
  }
  // From side to side, level at each point, so that a line passes below its label.
  function curve({ points, text, weak }, tail, head) {
    const way = Math.sign(head.x - tail.x) || 1;
    const start = { x: tail.x + (way * tail.width) / 2, y: tail.y };
    const end = { x: head.x - (way * head.width) / 2, y: head.y };
    const between = text || points.length > 3 ? points.slice(1, -1) : [];
    const all = [start, ...between, end];
    let path = `M${start.x} ${start.y}`;
    for (let at = 1; at < all.length; at++) {
      const [one, other] = [all[at - 1], all[at]];
      const middle = (one.x + other.x) / 2;
      path += `C${middle} ${one.y} ${middle} ${other.y} ${other.x} ${other.y}`;
    }
    const back = end.x - way * 9;
    return [svg("path", weak ? "edge weak" : "edge", path), svg("path", "tip", `M${end.x} ${end.y}L${back} ${end.y - 4}V${end.y + 4}Z`)];
  }

  // A drawing is made when it comes near: hundreds of them cost nothing.
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !target.inside) continue;
        near.unobserve(target);
        draw(target, target.inside);
        target.inside = null;
      }
    },
    { rootMargin: "800px" },
  );

  // Sections: packages, and the modules in them that make signals.
  const sections = [];
  class Section {
    constructor(module, own) {
      this.own = own;
      this.shown = own;
      this.drawn = null;
      this.drawings = element("div", "drawings");
      this.number = element("span", "number");
      const summary = element("summary", null, module, [this.number]);
      this.details = element("details", null, null, [summary, this.drawings]);
      this.details.addEventListener("toggle", () => this.update());
      this.show(own);
    }
    show(shown) {
      this.shown = shown;
      this.details.hidden = shown.length === 0;
      this.number.textContent = shown.length === this.own.length ? count(shown.length, "signal") : `${shown.length} of ${count(this.own.length, "signal")}`;
      this.update();
    }
    update() {
      const isDrawn = this.drawn?.length === this.shown.length && this.drawn.every((each, at) => each === this.shown[at]);
      if (!this.details.open || isDrawn) return;
      this.drawn = this.shown;
      const frames = drawingsOf(this.shown).map((inside) => {
        const frame = element("div", "frame");
        const rows = inside.reduce((sum, each) => sum + Math.max(each.sends.length, each.receivers.length, 1), 0);
        frame.style.minHeight = `${rows * (HEIGHT + 14) + 28}px`; // about what it will be
        frame.style.width = "600px";
        frame.inside = inside;
        near.observe(frame);
        return frame;
      });
      this.drawings.replaceChildren(...frames);
    }
  }

  const packages = new Map(); // name to module to signals; one's own first
  for (const signal of signals.toSorted((one, other) => other.isOwn - one.isOwn)) {
    const name = signal.module.split(".")[0];
    if (!packages.has(name)) packages.set(name, new Map());
    const modules = packages.get(name);
    if (!modules.has(signal.module)) modules.set(signal.module, []);
    modules.get(signal.module).push(signal);
  }
  const groups = []; // packages with several modules
  for (const [name, modules] of packages) {
    const made = [...modules].map(([module, own]) => new Section(module, own));
    sections.push(...made);
    if (made.length === 1) {
      map.append(made[0].details);
      continue;
    }
    const number = made.reduce((sum, section) => sum + section.own.length, 0);
    const summary = element("summary", null, name, [element("span", "number", `${count(made.length, "module")}, ${count(number, "signal")}`)]);
    const group = element("details", null, null, [summary, ...made.map((section) => section.details)]);
    groups.push({ group, made });
    map.append(group);
  }
  const none = element("p", "nothing", signals.length ? "Nothing is found." : "No signals.");
  none.hidden = signals.length > 0;
  map.append(none);
  for (const text of wiring.notes) map.append(element("p", "missing", text));

  const every = () => [...groups.map(({ group }) => group), ...sections.map((section) => section.details)];
  const openAll = (open) => {
    for (const each of every()) each.open = open;
  };
  for (const { group } of groups) group.open = true;
  if (signals.length <= AT_ONCE) openAll(true);
  for (const [id, open] of [["expand", true], ["collapse", false]]) {
    byId(id).addEventListener("click", () => {
      find(); // what was typed just now comes first
      openAll(open);
    });
  }

  // Search
  let before = null; // what was open before
  let waiting = 0;
  function find() {
    clearTimeout(waiting);
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (signal) => words.every((word) => signal.words.includes(word));
    let found = 0;
    if (words.length && !before) before = new Map(every().map((each) => [each, each.open]));
    for (const section of sections) {
      const shown = words.length ? section.own.filter(fits) : section.own;
      found += shown.length;
      section.show(shown);
    }
    for (const { group, made } of groups) group.hidden = made.every((section) => section.details.hidden);
    if (words.length && found <= AT_ONCE) openAll(true);
    if (!words.length && before) {
      for (const [each, open] of before) each.open = open;
      before = null;
    }
    none.hidden = found > 0;
    byId("count").textContent = words.length ? `${found} of ${count(signals.length, "signal")}` : count(signals.length, "signal");
  }
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 100);
  });

  // Details
  let selected = null;
  let from = null; // the box that they were asked for from
  function link(thing) {
    const made = element("button", "link", thing.name);
    made.type = "button";
    made.addEventListener("click", () => {
      select(thing);
      const box = [...map.querySelectorAll(".node")].find((each) => each.thing === thing);
      if (!box) return; // it is drawn when somebody comes near
      from = box;
      box.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
    return made;
  }
  function list(tag, title, items, nothing) {
    const shown = items.length ? element(tag, null, null, items) : element("p", null, nothing);
    return [element("h3", null, title), shown];
  }
  const entry = (inside, how, place, problems = []) =>
    element("li", null, null, [
      ...inside,
      ...(how ? [element("span", "how", how)] : []),
      ...(place ? [element("span", "place", place)] : []),
      ...problems.map((problem) => element("span", "how problem", `! ${problem}`)),
    ]);
  function ofSignal(signal) {
    const receivers = signal.receivers.map((each) => {
      const item = entry([link(functions.get(each.name))], each.how.join(", "), each.place, each.problems);
      if (each.order) item.value = each.order;
      return item;
    });
    return [
      element("p", null, null, [element("code", null, [signal.kindName, signal.sent].filter(Boolean).join(" "))]),
      ...(signal.result && signal.result !== "None" ? [element("p", null, null, ["returns ", element("code", null, signal.result)])] : []),
      ...(signal.place ? [element("p", "place", signal.place)] : []),
      ...(signal.doc ? [element("p", "doc", signal.doc)] : []),
      ...list("ul", "Sent by", signal.sends.map((each) => entry([link(functions.get(each.function))], each.call, each.place)), signal.isOwn ? "nobody" : "others"),
      ...list("ol", "Received by", receivers, "nobody"),
    ];
  }
  function ofFunction(thing) {
    return [
      ...(thing.place ? [element("p", "place", thing.place)] : []),
      ...list("ul", "Hears", thing.hears.map(({ signal, receiver }) => entry([link(signal)], receiver.how.join(", "), receiver.place === thing.place ? null : receiver.place, receiver.problems)), "nothing"),
      ...list("ul", "Sends", thing.sends.map(({ signal, send }) => entry([link(signal)], send.call, send.place)), "nothing"),
    ];
  }
  function select(thing) {
    selected = thing;
    for (const box of map.querySelectorAll(".node")) box.setAttribute("aria-pressed", String(box.thing === thing));
    details.hidden = thing === null;
    document.body.classList.toggle("has-details", thing !== null);
    if (thing === null) return;
    const heading = element("h2", null, thing.name);
    heading.tabIndex = -1;
    const close = element("button", "close", "Close");
    close.type = "button";
    close.addEventListener("click", leave);
    details.replaceChildren(heading, close, ...(thing.kind === "signal" ? ofSignal(thing) : ofFunction(thing)));
    details.scrollTop = 0;
    heading.focus({ preventScroll: true });
  }
  function leave() {
    select(null);
    const back = from && from.isConnected ? from : map.querySelector(".node");
    if (back) back.focus();
  }

  // Keys: Tab reaches each section's boxes once, arrows move between boxes.
  function makeReachable(drawings) {
    if (drawings && !drawings.querySelector('.node[tabindex="0"]')) drawings.querySelector(".node").tabIndex = 0;
  }
  const light = (box, on) => {
    for (const edge of box.edges) edge.classList.toggle("lit", on);
  };
  const boxOf = (event) => event.target.closest(".node");
  map.addEventListener("pointerover", (event) => boxOf(event) && light(boxOf(event), true));
  map.addEventListener("pointerout", (event) => boxOf(event) && light(boxOf(event), false));
  map.addEventListener("focusin", (event) => {
    const box = boxOf(event);
    if (!box) return;
    for (const other of box.closest(".drawings").querySelectorAll('.node[tabindex="0"]')) other.tabIndex = -1;
    box.tabIndex = 0;
    light(box, true);
  });
  map.addEventListener("focusout", (event) => boxOf(event) && light(boxOf(event), false));
  map.addEventListener("click", (event) => {
    const box = boxOf(event);
    if (!box) return;
    from = box;
    select(box.thing);
  });

  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function neighbour(box, [right, down]) {
    const middle = (one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    };
    const [x, y] = middle(box);
    let best = null;
    let least = Infinity;
    for (const other of map.querySelectorAll(".node")) {
      if (other === box || (right && other.parentElement !== box.parentElement)) continue;
      const [otherX, otherY] = middle(other);
      const along = (otherX - x) * right + (otherY - y) * down;
      const beside = Math.abs((otherX - x) * down) + Math.abs((otherY - y) * right);
      const far = along + 3 * beside;
      if (along > 4 && far < least) [best, least] = [other, far];
    }
    return best;
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const box = boxOf(event);
    if (event.key === "Escape") {
      if (event.target === search && search.value) {
        search.value = "";
        find();
      } else if (selected) leave();
    } else if (event.key === "/" && event.target !== search) {
      event.preventDefault();
      search.focus();
    } else if (box && ways[event.key]) {
      event.preventDefault();
      const next = neighbour(box, ways[event.key]);
      if (next) next.focus();
    }
  });

  document.title = `${wiring.packages.join(", ")}: the map`;
  byId("title").textContent = wiring.packages.join(", ");
  find();
})();
