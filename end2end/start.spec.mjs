import { expect, test } from '@playwright/test';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => {
  world = await startWorld();
});
test.afterAll(() => world?.stop());

test('the app starts on an empty folder and shows a page', async ({ browser }) => {
  const visitor = await world.visitor(browser);
  const answer = await visitor.goto('/');
  expect(answer.status()).toBe(200);
  await expect(visitor.locator('h1')).toBeVisible();
  expect(visitor.errors).toEqual([]);
  await picture(visitor, 'start');
});
