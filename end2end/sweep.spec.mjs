// What comes to addresses of a hardware wallet is swept as its holder signs: with the device in the page, or elsewhere.
import { expect, test } from '@playwright/test';
import { held } from './leaving.mjs';
import { auditIsClean, form, send } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { startTrezor } from './rig/trezor.mjs';
import { picture, startWorld } from './rig/world.mjs';
import { adminWithPasskey, proveByPasskey, register } from './signing.mjs';
import { chooseDepositAccount, payMuch, plannedSweep } from './sweeping.mjs';

let world;
test.beforeEach(async () => { world = await startWorld({ mining: 1 }); });
test.afterEach(() => world?.stop());

const fact = (page, name) => page.locator('main dl.facts').first().locator('div', { hasText: name }).locator('dd');

async function untilConfirmed(admin, sweep) {
  await expect(async () => {
    await admin.goto(sweep);
    await expect(admin.locator('main .badge').first()).toHaveText('arrived', { timeout: 500 });
  }).toPass({ timeout: 90_000 });
}

test('a sweep is signed elsewhere, another transaction is refused, and it arrives in the vault', async ({ browser }) => {
  test.setTimeout(300_000);
  const admin = await adminWithPasskey(world, browser);
  await register(world, admin, 'Safe 5');
  await chooseDepositAccount(admin);
  await expect(admin.locator('main')).toContainText('New addresses belong to a hardware wallet');
  await payMuch(world, browser);
  const sweep = await plannedSweep(admin);
  expect(await violations(admin)).toEqual([]);
  await picture(admin, 'vaults');
  await admin.goto(sweep);
  await proveByPasskey(admin);
  await expect(fact(admin, 'Path')).toContainText("m/44'/60'/0'/0/1");
  expect(await violations(admin)).toEqual([]);
  await picture(admin, 'sweep');
  await admin.getByText('Sign on another machine').click();
  const plan = JSON.parse(await admin.getByLabel('The transaction as JSON').textContent());

  const bent = await world.chain.rpc('eth_signTransaction', [{ ...plan, gas: '0x30d40' }]);
  await form(admin, 'sign_sweep').locator('[name=signature]').fill(bent);
  await send(admin, 'sign_sweep');
  await expect(admin.locator('main')).toContainText('This is another transaction than the one planned here');

  await form(admin, 'sign_sweep').locator('[name=signature]').fill(await world.chain.rpc('eth_signTransaction', [plan]));
  await send(admin, 'sign_sweep');
  await expect(admin).toHaveURL(/done=sweep_signed/);
  await untilConfirmed(admin, sweep);
  expect(await held(world, plan.to, plan.from)).toBe(0n);
  await auditIsClean(world);
});

test('the device in the page signs its sweep, after a no on it', async ({ browser }) => {
  test.setTimeout(300_000);
  const trezor = await startTrezor();
  try {
    const admin = await adminWithPasskey(world, browser);
    admin.setDefaultTimeout(30_000);
    await trezor.plugInto(admin);
    await admin.goto('/admin/signers');
    await proveByPasskey(admin);
    const box = admin.locator('[data-device]');
    const connect = async () => {
      await box.locator('[data-do=open]').click();
      await box.locator('[data-step=connect] [data-do=connect]').click();
    };
    await connect();
    await expect(form(admin, 'begin_signer').locator('[name=xpub]')).toHaveValue(/^xpub/);
    await form(admin, 'begin_signer').locator('[name=label]').fill('Safe 5, Mina');
    await send(admin, 'begin_signer');
    await trezor.turnPage();
    await connect();
    await expect(form(admin, 'prove_signer').locator('[name=signature]')).toHaveValue(/^0x/);
    await Promise.all([
      admin.waitForURL(/done=signer_proved/),
      form(admin, 'prove_signer').locator('[data-passkey="act"] button').click(),
    ]);
    await chooseDepositAccount(admin);
    await payMuch(world, browser);
    const sweep = await plannedSweep(admin);
    await admin.goto(sweep);
    await proveByPasskey(admin);

    await trezor.turnPage();
    await trezor.person({ refuses_at: 1 });
    await connect();
    await expect(box.locator('[data-code]:visible')).toContainText('It was refused on the device.');
    await expect(form(admin, 'sign_sweep').locator('[name=signature]')).toHaveValue('');
    await trezor.person();
    await box.locator('[data-step=refused] [data-do=connect]').click();
    await expect(form(admin, 'sign_sweep').locator('[name=signature]')).toHaveValue(/^0x[0-9a-f]{130}$/);
    await send(admin, 'sign_sweep');
    await expect(admin).toHaveURL(/done=sweep_signed/);
    await untilConfirmed(admin, sweep);
    await auditIsClean(world);
  } finally {
    await trezor.stop();
  }
});
