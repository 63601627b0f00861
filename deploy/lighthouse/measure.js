// Signs two people in at the provider of development, has one invite the other, and measures what they see.
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";

const base = process.argv[2];
const LEAST = 0.95;
const KINDS = ["performance", "accessibility", "best-practices"];

/** Somebody with cookies, who follows redirects and sends forms. */
class Visitor {
  cookies = new Map();

  async open(path, form) {
    let url = new URL(path, base);
    let body = form && new URLSearchParams(form);
    for (let i = 0; i < 10; i++) {
      const answer = await fetch(url, {
        method: body ? "POST" : "GET", body, redirect: "manual", headers: { cookie: this.cookie(), origin: url.origin },
      });
      for (const line of answer.headers.getSetCookie()) {
        const [name, value] = line.split(";")[0].split(/=(.*)/s);
        if (value && !/max-age=0/i.test(line)) this.cookies.set(name, value);
        else this.cookies.delete(name);
      }
      if (answer.status < 300 || answer.status > 399) {
        return { url, status: answer.status, text: await answer.text() };
      }
      url = new URL(answer.headers.get("location"), url);
      body = undefined;
    }
    throw new Error(`${path} leads around in circles`);
  }

  cookie() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async signIn(name) {
    const page = await this.open("/sign-in");
    const form = page.text.split("<form").find((it) => it.includes("name='name'"));
    const fields = Object.fromEntries([...form.matchAll(/name='([^']*)' value='([^']*)'/g)]
      .map(([, field, value]) => [field, unescaped(value)]));
    const action = form.match(/action='([^']*)'/)[1];
    await this.open(new URL(action, page.url).href, { ...fields, name });
    return this;
  }

  async post(path, fields) {
    const token = (await this.open("/")).text.match(/name="csrf-token" value="([^"]*)"/)[1];
    return this.open(path, { "csrf-token": token, ...fields });
  }
}

const unescaped = (text) => text.replaceAll("&amp;", "&");

const invited = `invited-${Date.now()}@example.org`;
const alice = await new Visitor().signIn("alice");
const home = (await alice.open("/")).text;
if (!home.includes("/organizations/lighthouse")) {
  await alice.post("/organizations", { name: "Lighthouse", slug: "lighthouse", model: "owner-editor-viewer" });
}
await alice.post("/organizations/lighthouse/invitations", { emails: invited, role: "viewer", message: "" });
const bob = await new Visitor().signIn(invited);
const offer = (await bob.open("/")).text.match(/\/invitations\/accept\?invitation=[0-9a-f-]+/)[0];

let fine = true;
for (const [who, path] of [[alice, "/"], [alice, "/organizations/lighthouse/members"], [bob, offer]]) {
  const chrome = await chromeLauncher.launch({
    chromePath: process.env.CHROMIUM || "/usr/bin/chromium",
    chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  try {
    const { lhr } = await lighthouse(base + path, {
      port: chrome.port, onlyCategories: KINDS, logLevel: "error", extraHeaders: { Cookie: who.cookie() },
    });
    if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
    const scores = KINDS.map((kind) => `${kind} ${Math.round(lhr.categories[kind].score * 100)}`);
    console.log(`${path.split("?")[0]}: ${scores.join(", ")}`);
    for (const kind of KINDS.filter((it) => !(lhr.categories[it].score >= LEAST))) {
      fine = false;
      for (const { id, weight } of lhr.categories[kind].auditRefs) {
        const audit = lhr.audits[id];
        if (weight > 0 && audit.score !== null && audit.score < 0.9) console.log(`  ${audit.title} ${audit.displayValue ?? ""}`);
      }
    }
  } finally {
    await chrome.kill();
  }
}
process.exitCode = fine ? 0 : 1;
