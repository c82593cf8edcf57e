import { type Browser, chromium } from 'playwright-core'

/**
 * Debian's Chromium, headless. Its background traffic is off: a test speaks to this machine only, and every refused
 * lookup would be noise.
 */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
