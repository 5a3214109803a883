// What sellers do with templates, said once for every journey.
import { form, send } from './people.mjs';

/** A new template of this seller; answers its link. `by`: physical or online. */
export async function makeTemplate(page, { title, price, currency = 'USDT', by = 'physical', pieces = '1' }) {
  await page.goto('/my/templates/new');
  const blank = form(page, 'create_template');
  await blank.locator('[name=title]').fill(title);
  await blank.locator('[name=description]').fill('Made by hand, one at a time.');
  await blank.locator('[name=category]').selectOption({ index: 2 });
  await blank.locator('[name=price]').fill(price);
  await blank.locator('[name=currency]').selectOption(currency);
  await blank.locator(`[name=delivery_type][value=${by}]`).check();
  await blank.locator('[name=delivery_amount]').fill('3');
  await blank.locator('[name=max_quantity]').fill(pieces);
  await send(page, 'create_template');
  return new URL(await page.locator('input[readonly]').first().inputValue()).pathname;
}
