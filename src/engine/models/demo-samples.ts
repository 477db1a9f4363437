const abilities = `Here is what Bobbin does:

- **Conversations.** Mention me in a channel and I open a thread. In it I answer every post, no mention needed.
- **Memory.** I keep what was said in a thread, also when I am restarted. Try “what did I ask first?”
- **Several people.** I know who is speaking. Posts that come in while I write are answered together.
- **Long answers.** They arrive in several messages, cut at paragraphs, with code blocks kept whole.

With this demo you can also say:

1. “my name is …” and later “what is my name?”
2. “show me a long answer”
3. “show me code”, “show me a table” or “show me a formula”
4. “I need to solve 3x + 11 = 14”
5. attach a text, PDF or Office file, and ask about a word in it

With a key for a model, or a model on your own machine, the same bot gives real answers.`;

const code = `Here is a small function that says how long a text takes to read:

\`\`\`ts
const WORDS_PER_MINUTE = 220;

/** How many minutes a text takes to read, at least one. */
export function readingMinutes(text: string): number {
  const words = text.split(/\\s+/).filter(Boolean).length;
  return Math.max(1, Math.ceil(words / WORDS_PER_MINUTE));
}

console.log(readingMinutes('Two roads diverged in a yellow wood')); // 1
\`\`\`

It counts words by white space, which is good enough for prose.`;

const table = `Four yarns and how they compare:

| Yarn       | Fibre        | Metres per 100 g | Good for             |
| ---------- | ------------ | ---------------: | -------------------- |
| Lace       | silk, mohair |              800 | shawls               |
| Fingering  | wool         |              400 | socks                |
| Worsted    | wool         |              200 | sweaters, hats       |
| Bulky      | wool, acryl  |              100 | blankets, quick work |

The fewer metres in 100 g, the thicker the yarn.`;

const formula = `The quadratic formula gives the roots of $ax^2 + bx + c = 0$:

$$
x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}
$$

The part under the root, $b^2 - 4ac$, decides how many real roots there are: two when it is positive, one when it is zero, none when it is negative.`;

const long = `# From fibre to bobbin

A thread looks simple. It is a chain of small inventions, most of them thousands of years old. This is a walk along that chain, with some arithmetic at the end.

## 1. The fibre

A fibre is useful for spinning when it is long, thin and a little rough. Four kinds are common:

- **Wool** is crimped like a spring and covered in scales. The scales catch each other, so the yarn holds together with little twist. It is warm because the crimp traps air.
- **Cotton** fibres are short, often less than three centimetres. They are flat ribbons that turn around themselves while they dry. The turns do what the scales do for wool.
- **Flax**, the plant of linen, gives fibres of up to a metre. They are smooth and strong, and stronger still when wet.
- **Silk** is one endless fibre. A single cocoon holds several hundred metres of it, so silk is reeled more than it is spun.

Fibres that are all of one length make an even yarn. That is why so much of the work happens before any spinning.

## 2. Cleaning and carding

Raw fibre comes with leaves, seeds, grease and knots. The steps differ from one material to the next, but the order is always about the same:

1. **Sort.** Fibres of different length and colour are laid apart.
2. **Wash.** Wool loses up to half of its weight here, most of it grease.
3. **Open.** Lumps are pulled apart until the air can pass.
4. **Card.** Two brushes with bent wire teeth pull the fibres into one direction.
5. **Comb.** For the finest yarns a comb takes out what is still too short.

What comes off the cards is a loose rope as thick as a thumb. It is called a *sliver*, and it comes apart if you pull at it. Everything that follows is about changing that.

## 3. Drafting and twist

Spinning does two things at once. It *drafts*, which means that it pulls the rope thinner, and it *twists*, which means that it locks the fibres against each other.

> Twist is what turns a bundle into a thread. Without it, fibres slide. With it, the harder you pull, the harder they press together.

There is a best amount of twist. With too little, the yarn drifts apart. With too much, it curls up on itself and breaks. Spinners feel the difference between finger and thumb; machines count turns per metre.

### The tools, in order of appearance

- **The hand.** Rolling fibres on the thigh makes a cord. It is slow, and it works.
- **The spindle.** A stick with a weight spins like a top. It stores the twist, and it holds the finished yarn.
- **The wheel.** A belt from a large wheel to a small one multiplies the speed. A foot on the treadle leaves both hands free.
- **The flyer.** A U-shaped arm turns around the bobbin. It twists and winds in one movement, so the work no longer stops.
- **The mule and the ring frame.** Hundreds of spindles side by side, driven by water, then steam, then electricity.

## 4. Plying

One twisted strand wants to untwist. Two strands, twisted together in the *opposite* direction, hold each other. This is called plying, and it is the reason why rope lies still on a table.

A plied yarn is:

- stronger, since a weak spot in one strand lies beside a strong one in the other;
- rounder, which shows in the stitches;
- more even, because thick and thin places balance out.

## 5. Winding on

At last the yarn comes to the **bobbin**. Its task is easy to describe: take up as much as possible, and give it back without a tangle. The yarn is laid in crossing layers, so that no turn can slip under another one. The diameter grows with each layer, and so the speed must fall a little, or the yarn is stretched.

## 6. Colour

Yarn can be dyed at every stage, and each has its own effect:

- *In the fibre.* Dyed wool of several colours is carded together. The result looks like heather from near, like one colour from afar.
- *In the yarn.* The most common way. A skein is tied loosely in a few places, so that the dye reaches all of it.
- *In the cloth.* Cheap and quick, and good for a single colour.

For hundreds of years three plants did most of the work: madder for red, weld for yellow, woad for blue. Green came from dyeing twice. Most plant dyes need a helper, the *mordant*, which binds the colour to the fibre. Alum is the oldest one that is still in use. Blue is the exception: indigo needs no mordant, but it does not dissolve in water, and the yarn comes out of the vat yellow. It turns blue in the air within a minute, and nobody who has seen it forgets it.

## 7. Some arithmetic

How fine a yarn is can be said in two ways. *Tex* is the weight of a kilometre in grams. The *metric count*, Nm, is the number of metres in a gram. One is easily turned into the other:

\`\`\`ts
/** Metres of yarn in one gram. */
function metricCount(tex: number): number {
  return 1000 / tex;
}

/** How many metres of yarn there are on a bobbin. */
function lengthOnBobbin(grams: number, tex: number): number {
  return grams * metricCount(tex);
}

/** How thick a yarn of several plies is: plying adds up weights. */
function plied(tex: number, plies: number): number {
  return tex * plies;
}

const sock = plied(62.5, 4); // four strands of 62.5 tex
console.log(sock); // 250
console.log(lengthOnBobbin(100, sock)); // 400 metres in 100 g
\`\`\`

So a ball of sock yarn of 100 grams holds about 400 metres. A pair of socks takes all of it.

## 8. What can go wrong

| What you see           | Why                     | What helps                      |
| ---------------------- | ----------------------- | ------------------------------- |
| The yarn falls apart   | too little twist        | let it spin longer before it is wound |
| It curls into pigtails | too much twist          | wind on faster                  |
| Thick and thin places  | uneven drafting         | better carding, calmer hands    |
| It breaks while plying | one strand pulled harder | a brake on each bobbin          |

## 9. In short

1. Clean the fibres and lay them straight.
2. Pull them thin.
3. Twist them until they hold.
4. Twist two strands against each other.
5. Wind the yarn up, evenly and not too tight.

Five steps, and each of them is older than writing. The machines of today do the same at twenty thousand turns per minute. The thread does not know the difference.`;

/** What the demo shows when it is asked to. */
export const samples = { abilities, code, table, formula, long };
