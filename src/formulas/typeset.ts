import MathJax, { init } from 'mathjax';

/** A formula as SVG that draws with `currentColor`. Lengths are in thousandths of the text's size. */
export interface Typeset {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** How far below its top the middle of its signs is: that of a fraction's line, for instance. */
  readonly axis: number;
}

/** Those that reach nothing outside the formula and define nothing. */
const PACKAGES = ['ams', 'boldsymbol', 'braket', 'cancel', 'configmacros', 'mathtools', 'mhchem'];
/** What models write out of habit. A colour would be chosen for white paper. */
const MACROS = {
  C: '\\mathbb{C}',
  N: '\\mathbb{N}',
  Q: '\\mathbb{Q}',
  R: '\\mathbb{R}',
  Z: '\\mathbb{Z}',
  abs: ['\\left|#1\\right|', 1],
  bm: ['\\boldsymbol{#1}', 1],
  color: ['', 1],
  colorbox: ['#2', 2],
  degree: '^\\circ',
  label: ['', 1],
  norm: ['\\left\\|#1\\right\\|', 1],
  tag: ['\\qquad\\text{(#1)}', 1],
  textcolor: ['#2', 2],
};
/** Instead of the arrows of mhchem's own font. */
const ARROWS = {
  mhchemlongLeftrightharpoons: '\\rightleftharpoons',
  mhchemlongRightleftharpoons: '\\rightleftharpoons',
  mhchemlongleftarrow: '\\longleftarrow',
  mhchemlongleftrightarrow: '\\longleftrightarrow',
  mhchemlongleftrightarrows: '\\rightleftarrows',
  mhchemlongrightarrow: '\\longrightarrow',
  mhchemlongrightleftharpoons: '\\rightleftharpoons',
  mhchemxLeftrightharpoons: ['\\xrightleftharpoons{#1}', 1],
  mhchemxRightleftharpoons: ['\\xrightleftharpoons{#1}', 1],
  mhchemxleftarrow: ['\\xleftarrow{#1}', 1],
  mhchemxleftrightarrow: ['\\xleftrightarrow{#1}', 1],
  mhchemxrightarrow: ['\\xrightarrow{#1}', 1],
  mhchemxrightleftharpoons: ['\\xrightleftharpoons{#1}', 1],
};
/** Pixels, such as MathJax takes them. */
const EM = 16;
/** Of the font: how far above the base line the middle of its signs is. */
const AXIS = 250;

/** Loads MathJax, which takes some 40 MB and a moment: for a process of its own only. */
export async function createTypesetter() {
  MathJax.loader.preLoaded('[mathjax-mhchem-extension]/svg');
  await init({
    loader: {
      load: ['input/tex-base', ...PACKAGES.map((name) => `[tex]/${name}`), 'output/svg', 'adaptors/liteDOM'],
      versionWarnings: false,
    },
    tex: { packages: ['base', ...PACKAGES], macros: { ...MACROS, ...ARROWS } },
    svg: { fontCache: 'none', displayOverflow: 'linebreak', displayAlign: 'left' },
  });

  return {
    /** Breaks what is wider than that, where it can. Undefined when there is a mistake in it, a character without a glyph, or nothing to see. */
    async typeset(latex: string, maxWidth: number): Promise<Typeset | undefined> {
      MathJax.texReset();
      const node = await MathJax.tex2svgPromise(latex, {
        display: true,
        em: EM,
        ex: EM / 2,
        containerWidth: (maxWidth / 1_000) * EM,
      });
      const html = MathJax.startup.adaptor.outerHTML(node);
      const [, box = '', svg] = /<svg\b[^>]*viewBox="([^"]*)"[^>]*>(.*)<\/svg>/s.exec(html) ?? [];
      const [x = 0, y = 0, width = 0, height = 0] = box.split(' ').map(Number);
      if (svg === undefined || !(width > 0 && height > 0)) return undefined;
      if (/<text\b|data-mjx-error=/.test(svg) || !/<(?:path|rect|line|ellipse|polygon)\b/.test(svg)) return undefined;
      return {
        svg: `<svg x="0" y="0" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}">${svg.replace(/ data-latex="[^"]*"/g, '')}</svg>`,
        width,
        height,
        axis: Math.min(Math.max(-y - AXIS, 0), height),
      };
    },
  };
}
