// The journeys people make, in a real browser. `cargo xtask test --only browser` builds everything first.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  outputDir: 'out/failures',
  // An authenticator app has a code every 30 seconds, and some journeys need three of them.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // Every file starts a server and a chain of its own. Half of the time is spent waiting for blocks and clocks.
  workers: 2,
  forbidOnly: !!process.env.CI,
  reporter: [['list'], ['json', { outputFile: 'out/report.json' }]],
  use: {
    // A trace of everything costs as much again as half of the journey: TRACE=1 keeps one of what fails.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
});
