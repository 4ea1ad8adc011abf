// Uses the chat's page in a browser as a person would, over a WebSocket; tells what is to be seen.
//   node chat-page.mjs <directory of node_modules> <browser> <url of the page>
import { createRequire } from "node:module";
import path from "node:path";

const [modules, browserPath, url] = process.argv.slice(2);
const { chromium } = createRequire(path.resolve(modules, "x.js"))("playwright-core");
const say = (line) => console.log(line);

const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
const page = await browser.newPage();
page.setDefaultTimeout(30_000);
page.on("pageerror", (error) => say("error of the page: " + error.message));

const connection = (state) =>
  page.waitForFunction(
    (text) => document.getElementById("connection").textContent === text, `WebSocket ${state}.`);
const last = page.locator(".message.model").last();
const note = last.locator(".note");

async function ask(knobs) {
  for (const name of ["chunks", "chunkGapMs"]) {
    await page.locator(`[name=${name}]`).fill(knobs[name] ?? "");
  }
  await page.locator("#message").fill("How long is the warranty?");
  await page.locator("#send").click();
}

async function streamingIn() {
  const text = () => last.evaluate((message) => message.firstChild.data.length);
  await page.waitForFunction(
    () => [...document.querySelectorAll(".model.running")].pop()?.firstChild.data.length > 0);
  const some = await text();
  await page.waitForFunction(
    (length) => [...document.querySelectorAll(".model")].pop().firstChild.data.length > length, some);
  say(`streaming in: ${(await last.getAttribute("class")).includes("running")}`);
}

async function answered() {
  await note.waitFor();
  const text = await last.evaluate((message) => message.firstChild.data);
  say(`answered: ${text.startsWith("You asked") && text.endsWith("I hope this helps.")}`);
  say((await note.textContent()).replace(/[0-9.]+ s/g, "* s"));
}

await page.goto(`${url}/?transport=socket`);
await page.locator("summary").click();
await connection("open");
say("open");
await ask({ chunkGapMs: "100" });
await streamingIn();
await answered();

await ask({ chunks: "300", chunkGapMs: "20" });
await streamingIn();
await page.locator("#stop").click();
await note.waitFor();
say((await note.textContent()).replace(/[0-9.]+ s/, "* s"));

await page.evaluate(() => socket.close());
await connection("closed");
say("closed");
await connection("open");
say("open again");
await ask({});
await answered();

await ask({ chunks: "300", chunkGapMs: "20" });
await streamingIn();
await page.close();
say("page closed");
await browser.close();
