// Somebody without a mouse. Goes to a control with Tab (or Shift+Tab), and looks at every stop whether the focus can be
// seen and whether something lies over it. What was wrong is kept in `faults`.

const STOPS = 120;

export class Keys {
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(15_000);
    this.faults = [];
  }

  /** Tabs until the control has the focus, from wherever one is. */
  async to(selector) {
    const wanted = this.page.locator('body').locator(selector).first();
    await wanted.waitFor({ state: 'visible' });
    for (let stop = 0; stop < STOPS; stop += 1) {
      if (await wanted.evaluate((it) => it === document.activeElement)) return wanted;
      await this.page.keyboard.press('Tab');
      await this.#look();
    }
    throw new Error(`${selector} cannot be reached by Tab on ${this.page.url()}`);
  }

  /** Types over what is there. */
  async type(selector, text) {
    await this.to(selector);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(text);
  }

  /** Enter, and the page that follows. */
  async press(selector) {
    const control = await this.to(selector);
    const stays = await control.evaluate((it) => it.tagName === 'A' && it.getAttribute('href').startsWith('#'));
    const follows = stays ? undefined : this.page.waitForEvent('framenavigated');
    await this.page.keyboard.press('Enter');
    await follows;
    await this.page.waitForLoadState('load');
  }

  /** Enter on the line of a fold, which opens beneath it; the focus stays. */
  async unfold(selector) {
    const line = await this.to(selector);
    await this.page.keyboard.press('Enter');
    const isOpen = await line.evaluate((it) => it.parentElement.open && it === document.activeElement);
    if (!isOpen) throw new Error(`${selector} does not open, or loses the focus`);
  }

  /** An option of a list, by its place or its value, with the arrows. A list that opens is opened and closed again. */
  async choose(selector, wanted) {
    const list = await this.to(selector);
    const { from, to, opens } = await list.evaluate((it, wanted) => ({
      from: it.selectedIndex,
      to: typeof wanted === 'number' ? wanted : [...it.options].findIndex(({ value }) => value === wanted),
      opens: getComputedStyle(it).appearance === 'base-select',
    }), wanted);
    if (from === to) return;
    if (opens) await this.page.keyboard.press('Space');
    for (let step = 0; step < Math.abs(to - from); step += 1) await this.page.keyboard.press(to > from ? 'ArrowDown' : 'ArrowUp');
    if (opens) await this.page.keyboard.press('Enter');
    const now = await list.evaluate((it) => it.selectedIndex);
    if (now !== to) throw new Error(`${selector}: the arrows lead to option ${now}, not ${to}`);
  }

  /** One of the round buttons, with the arrows. */
  async pick(selector, value) {
    for (let stop = 0; stop < STOPS; stop += 1) {
      if (await this.page.evaluate((it) => document.activeElement?.matches(it), selector)) break;
      await this.page.keyboard.press('Tab');
      await this.#look();
    }
    await this.page.keyboard.press('Space');
    for (let step = 0; step < 10; step += 1) {
      if (await this.page.evaluate((it) => document.activeElement.checked && document.activeElement.value === it, value)) return;
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`${selector} has no ${value}`);
  }

  async #look() {
    const fault = await this.page.evaluate(() => {
      const it = document.activeElement;
      if (!it || it === document.body) return null;
      const name = `${it.tagName.toLowerCase()} “${(it.textContent || it.name || '').trim().slice(0, 30)}”`;
      const box = it.getBoundingClientRect();
      const card = it.closest('.request-card');
      const rings = [it, card, it.parentElement].filter(Boolean).map((one) => getComputedStyle(one));
      const isRinged = rings.some((style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1.5) || style.borderImageSource !== 'none');
      if (!isRinged) return `${location.pathname}: the focus on ${name} cannot be seen`;
      if (box.bottom < 0 || box.top > innerHeight) return `${location.pathname}: the focus on ${name} is outside the window`;
      const [x, y] = [Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 1), Math.min(Math.max((box.top + box.bottom) / 2, 1), innerHeight - 1)];
      const over = document.elementFromPoint(x, y);
      const isFree = !over || it.contains(over) || over.contains(it) || over.closest('label')?.control === it || it.closest('label')?.contains(over);
      return isFree ? null : `${location.pathname}: ${over.tagName}.${over.className} lies over ${name}`;
    });
    if (fault && !this.faults.includes(fault)) this.faults.push(fault);
  }
}
