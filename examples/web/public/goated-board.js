// <goated-board race="12" theme="dark" rows="5"></goated-board>: the live board on any page.
//
//   <script type="module" src="https://races.example/goated-board.js"></script>
//
// src: where the board is; left out, where this script came from. race: its number; left out, the current race.
// theme: dark or light; left out, the visitor's. rows: how many. label: what screen readers call the frame.

const home = new URL(import.meta.url).origin

const css = `
  :host { display: block; width: 100%; max-width: 32rem }
  :host([hidden]) { display: none }
  iframe { display: block; width: 100%; height: 24rem; border: 0; border-radius: 1rem; color-scheme: normal }
`

class GoatedBoard extends HTMLElement {
  static observedAttributes = ['src', 'race', 'theme', 'rows', 'label']

  #frame = document.createElement('iframe')

  constructor() {
    super()
    const style = new CSSStyleSheet()
    style.replaceSync(css)
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [style]
    this.#frame.loading = 'lazy'
    this.#frame.referrerPolicy = 'strict-origin-when-cross-origin'
    root.append(this.#frame)
  }

  connectedCallback() {
    addEventListener('message', this.#resize)
    this.#show()
  }

  disconnectedCallback() {
    removeEventListener('message', this.#resize)
  }

  attributeChangedCallback(name, before, now) {
    if (this.isConnected && before !== now) this.#show()
  }

  #address() {
    const race = this.getAttribute('race')
    const path = race !== null && /^[1-9]\d*$/.test(race) ? `/embed/${race}` : '/embed'
    const address = new URL(path, new URL(this.getAttribute('src') ?? home, location.href))
    for (const name of ['theme', 'rows']) {
      const value = this.getAttribute(name)
      if (value !== null) address.searchParams.set(name, value)
    }
    return address
  }

  #show() {
    const { href, protocol } = this.#address()
    // An address of another kind could run a script in the page around.
    if (protocol !== 'https:' && protocol !== 'http:') return
    this.#frame.title = this.getAttribute('label') ?? 'Live race board'
    if (this.#frame.src !== href) this.#frame.src = href
  }

  // Other frames send messages too, and a frame may have been led elsewhere.
  #resize = ({ source, origin, data }) => {
    if (source !== this.#frame.contentWindow || origin !== this.#address().origin) return
    const height = data?.type === 'goated:height' ? data.height : undefined
    if (Number.isFinite(height) && height > 0) this.#frame.style.height = `${Math.min(height, 5000)}px`
  }
}

if (!customElements.get('goated-board')) customElements.define('goated-board', GoatedBoard)
