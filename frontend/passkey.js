// Passkeys in the browser: signing up, signing in, adding one. A plain module, because signing in must not wait for
// a bundle. It finds its boxes (`data-passkey`), shows them when this browser knows passkeys, and carries questions
// and answers between the authenticator and the server. Every sentence comes from the page, in the page's language.

const boxes = [...document.querySelectorAll("[data-passkey]")];
const knowsPasskeys =
  typeof PublicKeyCredential === "function" &&
  "parseCreationOptionsFromJSON" in PublicKeyCredential &&
  "parseRequestOptionsFromJSON" in PublicKeyCredential;

/** Renewed before the server forgets the question (five minutes). */
const AUTOFILL_MILLIS = 240_000;
/** The question that waits in an autofill list; only one may be open at a time. */
let autofill = null;

class Refusal extends Error {
  constructor(fault) {
    super(fault.code);
    this.code = fault.code;
    this.fields = fault.fields ?? {};
    this.hasFields = Object.keys(this.fields).length > 0;
  }
}

/** Calls a server function of ours; its refusal is thrown as a `Refusal`. */
async function call(deed, values = {}, signal = undefined) {
  const response = await fetch(`/api/${deed}`, {
    method: "POST",
    signal,
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(values),
  }).catch(() => {
    throw new Refusal({ code: "offline" });
  });
  const answer = await response.json().catch(() => ({ code: "broken" }));
  if (!response.ok) throw new Refusal(answer);
  return answer;
}

async function create({ ceremony, options }) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options));
  const made = await navigator.credentials.create({ publicKey });
  return { ceremony, answer: JSON.stringify(made.toJSON()) };
}

const asks = {
  async "sign-up"(box) {
    const { name, email } = box.closest("form").elements;
    const asked = await call("start_passkey_sign_up", { name: name.value, email: email.value });
    return call("finish_passkey_sign_up", { ...(await create(asked)), next: box.dataset.next });
  },
  async add() {
    const proof = document.querySelector("[data-passkey-proof] input")?.value ?? "";
    return call("finish_adding_passkey", await create(await call("start_adding_passkey", { secret_current: proof })));
  },
  async "step-up"(box) {
    const { ceremony, options } = await call("start_step_up");
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
    const found = await navigator.credentials.get({ publicKey });
    const { kept, next: back } = box.dataset;
    return call("finish_step_up", { ceremony, answer: JSON.stringify(found.toJSON()), kept, back });
  },
  /** A yes to what the form says: the form goes off with it. A form that says too little asks nobody. */
  async act(box) {
    const form = box.closest("form");
    if (!form.reportValidity()) return null;
    const deed = new URL(form.action).searchParams.get("deed");
    const { ceremony, options } = await call("start_act", { ...Object.fromEntries(new FormData(form)), deed });
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
    const found = await navigator.credentials.get({ publicKey });
    form.elements.secret_ceremony.value = ceremony;
    form.elements.secret_answer.value = JSON.stringify(found.toJSON());
    form.requestSubmit();
    return null;
  },
  /** A passkey that was chosen in the list is on its way: that is the answer, unless it is refused. */
  async "sign-in"(box) {
    return (await answering?.catch(() => null)) ?? signIn(box, {});
  },
};

/** An answer on its way to the server. A question beside it would bring an older session's cookie after the new one. */
let answering = null;

async function signIn(box, how) {
  const { ceremony, options } = await call("start_passkey_sign_in", {}, how.signal);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
  const found = await navigator.credentials.get({ publicKey, ...how });
  const answer = JSON.stringify(found.toJSON());
  answering = call("finish_passkey_sign_in", { ceremony, answer, next: box.dataset.next });
  try {
    return await answering;
  } catch (refusal) {
    answering = null;
    if (refusal.code === "passkey-unknown") forget(publicKey.rpId, found.id);
    throw refusal;
  }
}

/** Tells the key-ring that we do not know this passkey (any more), so that it stops offering it. */
function forget(rpId, credentialId) {
  PublicKeyCredential.signalUnknownCredential?.({ rpId: rpId ?? location.hostname, credentialId }).catch(() => {});
}

/** Why it did not work, as the page says it. */
function sentence(box, error) {
  const texts = JSON.parse(box.dataset.texts);
  if (error instanceof Refusal) {
    const code = error.fields.secret_current?.code ?? error.code;
    return texts[code] ?? texts.failed;
  }
  if (error.name === "InvalidStateError") return texts["passkey-known"];
  const isCancelled = error.name === "NotAllowedError" || error.name === "AbortError";
  return isCancelled ? texts.cancelled : texts.failed;
}

/** The list and the button may both be answered: the first one leads on. */
let isLeaving = false;
function leave(to) {
  if (isLeaving) return;
  isLeaving = true;
  location.assign(to);
}

async function clicked(box, button) {
  autofill?.abort();
  const say = box.querySelector("[data-say]");
  say.textContent = "";
  button.disabled = true;
  try {
    const to = await asks[box.dataset.passkey](box);
    if (to) return leave(to);
    button.disabled = false;
  } catch (error) {
    if (error.hasFields && box.dataset.passkey === "sign-up") return showFields(box.closest("form"));
    say.textContent = sentence(box, error);
    button.disabled = false;
  }
}

/** Field errors are the page's own: the form is sent to the same question and comes back with them. */
function showFields(form) {
  const url = new URL(form.action);
  url.searchParams.set("deed", "start_passkey_sign_up");
  form.action = url;
  form.submit();
}

/** Passkeys in the e-mail field's own list, until one is chosen or the button is pressed. */
async function offerInAutofill(box) {
  autofill = new AbortController();
  const { signal } = autofill;
  const renew = setTimeout(() => {
    autofill.abort();
    offerInAutofill(box);
  }, AUTOFILL_MILLIS);
  // Whoever signs in by password leaves: the answer to a question that nobody waits for must not bring an older
  // session's cookie after the new one.
  box.ownerDocument.addEventListener("submit", () => autofill.abort(), { signal });
  try {
    leave(await signIn(box, { mediation: "conditional", signal }));
  } catch (error) {
    // Nobody asked for this aloud, so only a refusal by the server is said.
    if (error instanceof Refusal && !signal.aborted) box.querySelector("[data-say]").textContent = sentence(box, error);
  } finally {
    clearTimeout(renew);
  }
}

/** Settings say which passkeys are left; the key-ring may drop the others. */
function tellTheKeyRing() {
  const list = document.querySelector("[data-accepted][data-handle]");
  if (!list) return;
  const base64url = (hex) => {
    const bytes = (hex.match(/../g) ?? []).map((pair) => String.fromCharCode(parseInt(pair, 16)));
    return btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };
  PublicKeyCredential.signalAllAcceptedCredentials?.({
    rpId: location.hostname,
    userId: base64url(list.dataset.handle),
    allAcceptedCredentialIds: list.dataset.accepted.split(" ").map(base64url),
  }).catch(() => {});
}

function wake(box) {
  const button = box.querySelector("button");
  if (!knowsPasskeys) {
    button.disabled = true;
    box.querySelector("[data-say]").textContent = JSON.parse(box.dataset.texts).unsupported;
    return;
  }
  button.addEventListener("click", () => clicked(box, button));
}

boxes.forEach(wake);
if (knowsPasskeys) {
  tellTheKeyRing();
  const door = boxes.find((box) => box.dataset.passkey === "sign-in");
  if (door && (await PublicKeyCredential.isConditionalMediationAvailable?.())) offerInAutofill(door);
}
