// Added to each page by the preview server, and never written to disk: reloads the page when a build has changed it,
// and lays the faults of a failed build over the last good page.
(() => {
  "use strict";
  const { build, missing } = document.currentScript.dataset;
  const PLACE = "backfile-scroll";
  let seen = build;
  let stale = false;
  let stream = null;
  let retry = 0;
  let panel = null;

  const address = (path) => new URL(`/${path.replace(/^\/+/, "")}`, location.origin).pathname.replace(/index\.html$/, "");

  // A page is concerned by its own change, and by that of what it has loaded: a picture keeps its address.
  const concerns = (changed) => {
    const loaded = performance.getEntriesByType("resource").map((entry) => address(new URL(entry.name).pathname));
    const shown = new Set([address(location.pathname), ...loaded]);
    return missing !== undefined || changed.some((one) => shown.has(address(one)));
  };

  const reload = () => {
    sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
  };

  const returnToPlace = () => {
    const [path, x, y] = JSON.parse(sessionStorage.getItem(PLACE) || "[]");
    sessionStorage.removeItem(PLACE);
    if (path === location.pathname) scrollTo({ left: x, top: y, behavior: "instant" });
  };

  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

  const hide = () => {
    panel?.remove();
    panel = null;
  };

  const show = (problems) => {
    hide();
    panel = document.createElement("div");
    panel.id = "backfile-faults";
    const root = panel.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const box = element("section", "");
    box.setAttribute("role", "alert");
    const close = element("button", "Close");
    close.addEventListener("click", hide);
    const count = problems.length === 1 ? "A fault keeps" : `${problems.length} faults keep`;
    box.append(close, element("h2", `${count} this page as it was`));
    for (const { place, message, hint } of problems) {
      const entry = element("article", "");
      if (place) entry.append(element("code", place));
      entry.append(element("p", message));
      if (hint) entry.append(element("p", hint));
      box.append(entry);
    }
    root.append(box);
    document.documentElement.append(panel);
  };

  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; }
    section { box-sizing: border-box; max-height: 60vh; overflow: auto; padding: 1rem 1.5rem 1.5rem;
      font: 1rem/1.5 system-ui, sans-serif; color: #fff; background: #3b0d11; border-top: 4px solid #ff8a80; }
    h2 { margin: 0 0 .75rem; font-size: 1.1rem; }
    article { margin: 0 0 1rem; }
    p { margin: .15rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
    p + p { color: #ffd9d5; }
    code { font: .95em/1.4 ui-monospace, monospace; color: #ffd180; overflow-wrap: anywhere; }
    button { float: right; margin-left: 1rem; padding: .25rem .75rem; font: inherit; color: inherit; background: none;
      border: 1px solid currentColor; border-radius: .25rem; cursor: pointer; }`;

  const receive = (news) => {
    if (news.build !== seen) {
      // One that does not follow on what we know (a new server, a build slept through) may have changed anything.
      stale ||= news.before !== seen || concerns(news.changed);
      seen = news.build;
    }
    if (news.problems.length) return show(news.problems);
    hide();
    if (stale) reload();
  };

  const disconnect = () => {
    clearTimeout(retry);
    stream?.close();
    stream = null;
  };

  const connect = () => {
    disconnect();
    stream = new EventSource(`/.backfile/events?seen=${encodeURIComponent(seen)}`);
    stream.onmessage = (event) => receive(JSON.parse(event.data));
    stream.onerror = () => {
      disconnect();
      retry = setTimeout(connect, 500); // the server was stopped, and may be started again
    };
  };

  // A browser opens six connections to a server and no more: hidden tabs must not hold them.
  const followVisibility = () => (document.visibilityState === "hidden" ? disconnect() : connect());

  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", followVisibility);
  document.addEventListener("visibilitychange", followVisibility);
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  if (document.readyState === "complete") returnToPlace();
  else addEventListener("load", returnToPlace, { once: true });
})();
