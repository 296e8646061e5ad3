
// Builds the list of cards, gives a frame to those in sight, and keeps what the reader chose.
(function () {
  "use strict";
  const { cards, shared, styles, words, live } = JSON.parse(document.getElementById("content").textContent);
  const list = document.getElementById("list");
  const bar = document.querySelector(".bar");
  const form = document.getElementById("choices");
  const query = document.getElementById("query");
  const more = document.getElementById("more");
  const MOST = 24; // cards out of sight that keep their frames, and with them what was chosen in them
  const PATIENCE = 60; // milliseconds until a card that came near gets its frames
  const EXTRA = "html{overflow-y:hidden}.sp img.math{max-width:none;padding:0;border-radius:0;background:none}"
    + ".sp p.formula{text-align:center}.nightMode .sp img.math{filter:invert(1)}";

  function recall(storage, name) {
    try { return JSON.parse(window[storage].getItem(name)) || {}; } catch (error) { return {}; }
  }
  function keep(storage, name, value) {
    try { window[storage].setItem(name, JSON.stringify(value)); } catch (error) { /* it is forgotten */ }
  }

  // What is chosen: how it looks is kept for good, what is looked at for this visit.
  const night = matchMedia("(prefers-color-scheme: dark)");
  const LOOK = "studypack preview look", VISIT = "studypack preview visit " + location.pathname;
  const visit = recall("sessionStorage", VISIT);
  const chosen = {
    light: night.matches ? "night" : "day", width: "", second: false, open: false, kind: "", chapter: "",
    ...recall("localStorage", LOOK), ...visit.chosen,
  };
  query.value = visit.query || "";
  for (const [name, value] of Object.entries(chosen)) {
    const field = form.elements[name];
    if (!field) { continue; }
    if (field.type === "checkbox") { field.checked = value === true; } else { field.value = value; }
  }

  // A list entry for each card, under its chapter; frames come later.
  const model = document.getElementById("card").content.firstElementChild;
  const rows = [];
  const chapters = [];
  function build() {
    const all = document.createDocumentFragment();
    const seen = new Set();
    for (const card of cards) {
      if (!chapters.length || chapters.at(-1).name !== card.chapter) {
        const heading = document.createElement("h2");
        heading.className = "chapter";
        heading.textContent = card.chapter;
        all.append(heading);
        chapters.push({ name: card.chapter, heading, rows: [] });
      }
      const row = { at: rows.length, card, height: 0, article: model.cloneNode(true), frames: [], near: false, text: "" };
      const { article } = row;
      const first = "card-" + card.short;
      article.id = seen.has(first) ? first + "-" + card.template + "-" + (card.number + 1) : first;
      seen.add(first);
      fillHeader(article, card);
      row.sides = article.lastElementChild;
      article.row = row;
      all.append(article);
      rows.push(row);
      chapters.at(-1).rows.push(row);
    }
    list.append(all);
  }
  function named(card) {
    return card.template + (card.template === "Cloze" ? " " + (card.number + 1) : "");
  }
  function fillHeader(article, card) {
    const heading = article.querySelector("h3");
    heading.id = article.id + "-name";
    article.setAttribute("aria-labelledby", heading.id);
    article.querySelector(".kind").textContent = words["kind_" + card.kind];
    article.querySelector(".template").textContent = named(card);
    const short = article.querySelector(".short");
    short.textContent = card.short;
    short.href = "#" + article.id;
    article.querySelector(".older").hidden = !card.older;
    const from = article.querySelector(".from");
    const note = document.createElement(card.uri ? "a" : "span");
    note.lang = card.lang;
    note.textContent = card.note;
    from.title = card.path;
    if (card.uri) {
      note.href = card.uri;
      note.title = words.obsidian;
    }
    from.append(note);
  }

  // Frames: each side of a card is a document of its own, as in Anki.
  function whole(text) {
    return text.replace(/\u0001(\d+)\u0001/g, (mark, number) => shared[number] ?? mark);
  }
  function source(card, side, dark) {
    const classes = "card card" + (card.number + 1) + (dark ? " nightMode night_mode" : "");
    return '<!doctype html><html><head><meta charset="utf-8"><base target="_blank"><style>'
      + styles[card.kind] + "</style><style>" + EXTRA + '</style></head><body class="' + classes
      + '"><div id="qa">' + whole(card[side]) + "</div></body></html>";
  }
  function unfold(frame) {
    const page = frame.contentDocument;
    page.querySelectorAll("details").forEach((each) => {
      each.open = each.classList.contains("toggle") ? chosen.second : chosen.open;
    });
  }
  function fit(frame) {
    const high = Math.ceil(frame.contentDocument.documentElement.getBoundingClientRect().height);
    if (high) { frame.style.setProperty("--high", high + "px"); }
  }
  function load(row, pane, after) {
    const { side, dark } = pane;
    const frame = document.createElement("iframe");
    const light = dark ? words.night : words.day;
    frame.title = row.card.short + " " + named(row.card) + ", " + words[side] + ", " + light;
    frame.srcdoc = source(row.card, side, dark);
    frame.addEventListener("load", () => {
      const page = frame.contentDocument;
      if (!page || !page.body) { return; }
      if (chosen.second || chosen.open) { unfold(frame); }
      fit(frame);
      new ResizeObserver(() => requestAnimationFrame(() => { if (frame.isConnected) { fit(frame); } })).observe(page.body);
      page.addEventListener("click", within);
      if (side === "front") {
        for (const event of ["click", "keyup"]) { page.addEventListener(event, () => flip(row)); }
      }
      after(frame);
    });
    return frame;
  }
  function within(event) {
    // A link to a place on the same side must not open a window.
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (!link) { return; }
    event.preventDefault();
    const goal = link.ownerDocument.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (goal) { goal.scrollIntoView({ block: "center" }); }
  }

  // What a front keeps for its back, under whatever name has the card's id.
  function memory(id) {
    try {
      return JSON.stringify(Object.entries(sessionStorage).filter(([name]) => name.includes(id)).sort());
    } catch (error) { return ""; }
  }
  function flip(row) {
    const now = memory(row.card.id);
    if (now === row.memory) { return; }
    row.memory = now;
    for (const pane of row.frames) {
      if (pane.side === "back" && pane.frame) { pane.frame.srcdoc = source(row.card, "back", pane.dark); }
    }
  }
  // What changes its height above the reader must not move what is read. Browsers do so by themselves, but not
  // all, and not where a frame grows.
  const grown = new ResizeObserver((entries) => {
    const edge = bar.getBoundingClientRect().bottom;
    let sum = 0, above = 0;
    for (const row of entries.map(({ target }) => target.row).sort((one, two) => one.at - two.at)) {
      const box = row.article.getBoundingClientRect();
      sum += box.height - row.height;
      if (box.bottom - sum <= edge) { above = sum; }
      row.height = box.height;
    }
    if (above && scrollY) { scrollBy(0, above); }
  });
  function fill(row) {
    row.height = row.article.getBoundingClientRect().height;
    grown.observe(row.article);
    const lights = chosen.light === "both" ? [false, true] : [chosen.light === "night"];
    row.frames = lights.flatMap((dark) => ["front", "back"].map((side) => ({ side, dark })));
    let waiting = row.frames.length;
    const settled = () => {
      waiting -= 1;
      if (!waiting) { row.sides.style.removeProperty("--kept"); row.sides.style.minHeight = "0"; }
    };
    const backs = row.frames.filter((pane) => pane.side === "back");
    let fronts = backs.length;
    // Fronts go first: what they put into the memory, the backs read.
    const show = (pane, after) => { pane.frame = load(row, pane, after); pane.place.append(pane.frame); };
    row.frames.forEach((pane, at) => {
      pane.place = document.createElement("div");
      pane.place.className = "pane" + (pane.dark ? " dark" : "");
      if (at % 2 === 0) {
        row.sides.append(document.createElement("div"));
        row.sides.lastChild.className = "pair";
      }
      row.sides.lastChild.append(pane.place);
    });
    for (const pane of row.frames.filter((each) => each.side === "front")) {
      let first = true;
      show(pane, () => {
        if (!first) { return; }
        first = false;
        settled();
        fronts -= 1;
        if (fronts) { return; }
        row.memory = memory(row.card.id);
        backs.forEach((back) => {
          let once = true;
          show(back, () => { if (once) { once = false; settled(); } });
        });
      });
    }
  }
  function clear(row) {
    if (!row.frames.length) { return; }
    reserve(row, row.sides.offsetHeight);
    grown.unobserve(row.article);
    row.sides.replaceChildren();
    row.frames = [];
  }
  function reserve(row, height) {
    row.sides.style.removeProperty("min-height");
    if (height) { row.sides.style.setProperty("--kept", height + "px"); }
  }

  const filled = new Set(); // in the order in which they were last near
  const coming = new Set(); // whoever scrolls fast passes by without waiting for frames
  let due = 0;
  function arrive() {
    due = 0;
    for (const row of coming) {
      if (!row.frames.length) { fill(row); }
      filled.add(row);
    }
    coming.clear();
  }
  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const { row } = target;
      row.near = isIntersecting;
      if (isIntersecting) { coming.add(row); } else { coming.delete(row); }
      if (filled.delete(row)) { filled.add(row); }
    }
    if (coming.size && !due) { due = setTimeout(arrive, PATIENCE); }
    const far = [...filled].filter((row) => !row.near);
    for (const row of far.slice(0, Math.max(far.length - MOST, 0))) {
      clear(row);
      filled.delete(row);
    }
  }, { rootMargin: "900px 0px" });
  function anew() {
    const near = [...filled];
    filled.clear();
    near.forEach(clear);
    near.filter((row) => row.near).forEach((row) => { fill(row); filled.add(row); });
  }

  // Filters
  function plain(card) {
    const holder = (card.front + " " + card.back).replace(/<[^>]*>/g, " ");
    const text = holder.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
    return [card.id, card.note, card.path, named(card), text].join(" ").normalize("NFC").toLowerCase();
  }
  function sift() {
    const wanted = query.value.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const { card } = row;
      if (wanted.length && !row.text) { row.text = plain(card); }
      const fits = (!chosen.kind || card.kind === chosen.kind)
        && (!chosen.chapter || card.chapter === chosen.chapter)
        && wanted.every((word) => row.text.includes(word));
      if (row.article.hidden === fits) { row.article.hidden = !fits; }
      count += fits;
    }
    for (const { heading, rows: own } of chapters) { heading.hidden = own.every((row) => row.article.hidden); }
    document.getElementById("count").textContent = (count < rows.length ? words.count : words.count_all)
      .replace("{shown}", count).replace("{all}", rows.length);
    document.getElementById("nothing").hidden = count > 0;
  }
  function look() {
    document.documentElement.classList.toggle("night", chosen.light === "both" ? night.matches : chosen.light === "night");
    list.classList.toggle("sized", chosen.width !== "");
    if (chosen.width) { list.style.setProperty("--side", chosen.width + "px"); } else { list.style.removeProperty("--side"); }
  }

  form.addEventListener("change", ({ target }) => {
    const { name } = target;
    chosen[name] = target.type === "checkbox" ? target.checked : target.value;
    const { kind, chapter, ...kept } = chosen;
    keep("localStorage", LOOK, kept);
    if (name === "kind" || name === "chapter") { sift(); return; }
    const at = anchor();
    look();
    if (name === "light") { anew(); }
    if (name === "second" || name === "open") {
      filled.forEach((row) => row.frames.forEach(({ frame }) => { if (frame) { unfold(frame); } }));
    }
    settle(at);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  night.addEventListener("change", look);
  let pause = 0;
  query.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(sift, 120);
  });
  more.addEventListener("click", () => {
    const open = more.getAttribute("aria-expanded") !== "true";
    more.setAttribute("aria-expanded", String(open));
    bar.classList.toggle("wide", open);
  });
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--bar", bar.offsetHeight + "px");
  }).observe(bar);

  document.getElementById("wrong")?.addEventListener("click", () => { document.getElementById("findings").open = true; });

  // Where the reader is: by the uppermost card in sight, so that it stays there whatever comes above it.
  function anchor() {
    const edge = bar.getBoundingClientRect().bottom;
    for (const row of rows) {
      if (!row.near || row.article.hidden) { continue; }
      const box = row.article.getBoundingClientRect();
      if (box.bottom > edge) { return { id: row.article.id, top: Math.round(box.top) }; }
    }
    return null;
  }
  function settle(at) {
    const article = at && document.getElementById(at.id);
    if (article && scrollY) { scrollBy(0, article.getBoundingClientRect().top - at.top); }
  }
  function leave() {
    const { kind, chapter } = chosen;
    const heights = {};
    filled.forEach((row) => { heights[row.article.id] = row.sides.offsetHeight; });
    keep("sessionStorage", VISIT, {
      chosen: { kind, chapter }, query: query.value, scroll: scrollY, at: anchor(), heights,
      findings: document.getElementById("findings")?.open,
    });
  }
  function comeBack() {
    for (const row of rows) { reserve(row, (visit.heights || {})[row.article.id]); }
    const findings = document.getElementById("findings");
    if (findings) { findings.open = visit.findings === true; }
    const article = visit.at && document.getElementById(visit.at.id);
    if (article && visit.scroll) {
      scrollTo(0, scrollY + article.getBoundingClientRect().top - visit.at.top);
    } else if (visit.scroll) {
      scrollTo(0, visit.scroll);
    } else if (location.hash) {
      document.querySelector(CSS.escape ? "#" + CSS.escape(location.hash.slice(1)) : "main")?.scrollIntoView();
    }
  }

  build();
  if (![...form.elements.kind.options].some((each) => each.value === chosen.kind)) { chosen.kind = form.elements.kind.value = ""; }
  if (![...form.elements.chapter.options].some((each) => each.value === chosen.chapter)) { chosen.chapter = form.elements.chapter.value = ""; }
  look();
  sift();
  history.scrollRestoration = "manual";
  document.documentElement.style.setProperty("--bar", bar.offsetHeight + "px");
  comeBack();
  rows.forEach((row) => sight.observe(row.article));
  addEventListener("pagehide", leave);

  // Whoever serves the page says which version there is.
  if (live) {
    const lost = document.getElementById("lost");
    let known = "";
    const news = new EventSource("changes");
    news.addEventListener("message", ({ data }) => {
      lost.hidden = true;
      if (known && data !== known) { location.reload(); }
      known = data;
    });
    news.addEventListener("error", () => { lost.hidden = false; });
    addEventListener("pagehide", () => news.close());
  }
}());
