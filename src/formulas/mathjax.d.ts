/** What is used of MathJax, which brings no types: https://docs.mathjax.org/en/v4.1/server/components.html */
declare module 'mathjax' {
  interface Conversion {
    readonly display: boolean;
    /** The size of the text, in whatever unit `containerWidth` has. */
    readonly em: number;
    readonly ex: number;
    readonly containerWidth: number;
  }

  export function init(configuration: object): Promise<unknown>;

  const MathJax: {
    readonly loader: { preLoaded(...names: string[]): void };
    /** Forgets labels and numbers of equations. */
    texReset(): void;
    tex2svgPromise(latex: string, conversion: Conversion): Promise<unknown>;
    readonly startup: { readonly adaptor: { outerHTML(node: unknown): string } };
  };
  export default MathJax;
}
