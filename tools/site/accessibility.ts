import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const looks = [
  { colorScheme: 'dark', width: 390, height: 844 },
  { colorScheme: 'light', width: 1280, height: 900 },
] as const

/**
 * Opens a page, dark on a phone and light on a desktop, and expects that axe finds nothing serious and that nothing has
 * to be scrolled sideways on the phone.
 */
export async function checkAccessibility(page: Page, url: string): Promise<void> {
  for (const { colorScheme, width, height } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height })
    await page.goto(url)
    await page.locator('main').first().waitFor()
    await page.locator('.skeleton').first().waitFor({ state: 'detached' })
    // Charts and codes are loaded and drawn a moment later.
    await page.waitForTimeout(500)
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .analyze()
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)
    expect(serious, `${url} ${colorScheme} ${width}`).toEqual([])
    if (width >= 400) continue
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(overflow, `${url} scrolls sideways`).toBeLessThanOrEqual(0)
  }
}
