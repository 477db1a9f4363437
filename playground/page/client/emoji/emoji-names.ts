/** The emoji that are used most, each before the names that Discord knows it by. */
const TABLES: Readonly<Record<string, string>> = {
  Faces: `
    😀 grinning, 😃 smiley, 😄 smile, 😁 grin, 😆 laughing satisfied, 😅 sweat_smile, 😂 joy, 🤣 rofl, 😊 blush,
    😇 innocent, 🙂 slight_smile, 🙃 upside_down, 😉 wink, 😌 relieved, 😍 heart_eyes, 🥰 smiling_face_with_3_hearts,
    😘 kissing_heart, 😋 yum, 😛 stuck_out_tongue, 😜 stuck_out_tongue_winking_eye, 🤪 zany_face,
    🤨 face_with_raised_eyebrow, 🧐 face_with_monocle, 🤓 nerd, 😎 sunglasses, 🤩 star_struck, 🥳 partying_face,
    😏 smirk, 😒 unamused, 😞 disappointed, 😔 pensive, 😟 worried, 😕 confused, 🙁 slight_frown, 😣 persevere,
    😖 confounded, 😫 tired_face, 😩 weary, 🥺 pleading_face, 😢 cry, 😭 sob, 😤 triumph, 😠 angry, 😡 rage,
    🤬 face_with_symbols_over_mouth, 🤯 exploding_head, 😳 flushed, 🥵 hot_face, 🥶 cold_face, 😱 scream, 😨 fearful,
    😰 cold_sweat, 😥 disappointed_relieved, 😓 sweat, 🤗 hugging, 🤔 thinking, 🫡 saluting_face,
    🤭 face_with_hand_over_mouth, 🤫 shushing_face, 🤥 lying_face, 😶 no_mouth, 😐 neutral_face, 😑 expressionless,
    😬 grimacing, 🙄 rolling_eyes, 😯 hushed, 😮 open_mouth, 😲 astonished, 🥱 yawning_face, 😴 sleeping,
    🤤 drooling_face, 😪 sleepy, 😵 dizzy_face, 🤐 zipper_mouth, 🥴 woozy_face, 🤢 nauseated_face, 🤮 face_vomiting,
    🤧 sneezing_face, 😷 mask, 🤒 thermometer_face, 🤕 head_bandage, 🤑 money_mouth, 🤠 cowboy, 😈 smiling_imp, 👻 ghost,
    💀 skull, 👽 alien, 🤖 robot, 💩 poop, 🎃 jack_o_lantern, 🫠 melting_face, 🫣 face_with_peeking_eye,
    🥲 smiling_face_with_tear`,
  People: `
    👋 wave, ✋ raised_hand, 🖖 vulcan, 👌 ok_hand, 🤌 pinched_fingers, 🤏 pinching_hand, ✌️ v, 🤞 fingers_crossed,
    🤟 love_you_gesture, 🤘 metal, 🤙 call_me, 👈 point_left, 👉 point_right, 👆 point_up_2, 👇 point_down, ☝️ point_up,
    👍 thumbsup +1 thumbup, 👎 thumbsdown -1 thumbdown, ✊ fist, 👊 punch, 👏 clap, 🙌 raised_hands, 👐 open_hands,
    🤲 palms_up_together, 🤝 handshake, 🙏 pray, ✍️ writing_hand, 💪 muscle, 🧠 brain, 👀 eyes, 👁️ eye, 👂 ear, 👃 nose,
    🦷 tooth, 🤷 shrug person_shrugging, 🤦 facepalm person_facepalming, 🙋 raising_hand, 🙅 no_good, 🙆 ok_woman,
    💁 tipping_hand, 🙇 bow, 🧑‍🎓 student, 🧑‍🏫 teacher, 🧑‍💻 technologist, 🧑‍🔬 scientist, 🧑‍🚀 astronaut,
    🕵️ detective spy, 🧙 mage, 🧟 zombie`,
  'Hearts and signs': `
    ❤️ heart, 🧡 orange_heart, 💛 yellow_heart, 💚 green_heart, 💙 blue_heart, 💜 purple_heart, 🖤 black_heart,
    🤍 white_heart, 🤎 brown_heart, 💔 broken_heart, 💕 two_hearts, 💖 sparkling_heart, 💯 100, 💢 anger, 💥 boom,
    💫 dizzy, 💦 sweat_drops, 💨 dash, 💬 speech_balloon, 💭 thought_balloon, 💤 zzz`,
  'Animals and nature': `
    🐶 dog, 🐱 cat, 🐭 mouse, 🐹 hamster, 🐰 rabbit, 🦊 fox, 🐻 bear, 🐼 panda_face, 🐨 koala, 🐯 tiger, 🦁 lion_face,
    🐮 cow, 🐷 pig, 🐸 frog, 🐵 monkey_face, 🙈 see_no_evil, 🙉 hear_no_evil, 🙊 speak_no_evil, 🐔 chicken, 🐧 penguin,
    🐦 bird, 🦆 duck, 🦉 owl, 🐝 bee, 🐛 bug, 🦋 butterfly, 🐌 snail, 🐢 turtle, 🐍 snake, 🐙 octopus, 🐠 tropical_fish,
    🐬 dolphin, 🐳 whale, 🦀 crab, 🦄 unicorn, 🌵 cactus, 🌲 evergreen_tree, 🌱 seedling, 🍀 four_leaf_clover, 🌹 rose,
    🌻 sunflower, 🌍 earth_africa, 🌙 crescent_moon, ⭐ star, 🌟 star2, ✨ sparkles, ⚡ zap, 🔥 fire flame, 🌈 rainbow,
    ☀️ sunny, ⛅ partly_sunny, ☁️ cloud, 🌧️ cloud_rain, ❄️ snowflake, ⛄ snowman, 🌊 ocean`,
  Food: `
    🍎 apple, 🍌 banana, 🍇 grapes, 🍓 strawberry, 🍒 cherries, 🍉 watermelon, 🍋 lemon, 🥑 avocado, 🌶️ hot_pepper,
    🍞 bread, 🧀 cheese, 🥓 bacon, 🍔 hamburger, 🍟 fries, 🍕 pizza, 🌮 taco, 🍣 sushi, 🍜 ramen, 🍝 spaghetti, 🍪 cookie,
    🍩 doughnut, 🎂 birthday, 🍰 cake, 🍫 chocolate_bar, 🍿 popcorn, ☕ coffee, 🍵 tea, 🍺 beer, 🍻 beers, 🍷 wine_glass,
    🥂 champagne_glass`,
  'Activities and places': `
    ⚽ soccer, 🏀 basketball, 🎾 tennis, 🏆 trophy, 🥇 first_place, 🥈 second_place, 🥉 third_place, 🎯 dart,
    🎮 video_game, 🎲 game_die, 🧩 jigsaw, 🎨 art, 🎵 musical_note, 🎶 notes, 🎸 guitar, 🎹 musical_keyboard,
    🎤 microphone, 🎧 headphones, 🎬 clapper, 🎉 tada, 🎊 confetti_ball, 🎈 balloon, 🎁 gift, 🎓 mortar_board, 🚗 red_car,
    🚲 bike, ✈️ airplane, 🚀 rocket, 🚢 ship, 🏠 house, 🏫 school, ⛺ tent, 🗺️ map`,
  Objects: `
    ⏰ alarm_clock, ⌛ hourglass, ⏳ hourglass_flowing_sand, ⌚ watch, 📱 mobile_phone iphone, 💻 computer,
    ⌨️ keyboard, 🖨️ printer, 💾 floppy_disk, 📷 camera, 📺 tv, 🔋 battery, 💡 bulb, 🔦 flashlight, 💰 moneybag, 💎 gem,
    🔧 wrench, 🔨 hammer, ⚙️ gear, 🧪 test_tube, 🔬 microscope, 🔭 telescope, 💊 pill, 🔑 key, 🔒 lock, 🔓 unlock,
    📦 package, ✉️ envelope, 📧 e_mail, 📝 memo pencil, 📄 page_facing_up, 📅 date, 📆 calendar, 📊 bar_chart,
    📈 chart_with_upwards_trend, 📉 chart_with_downwards_trend, 📋 clipboard, 📌 pushpin, 📎 paperclip,
    📏 straight_ruler, 📐 triangular_ruler, ✂️ scissors, 🗑️ wastebasket, 📚 books, 📖 book, 🔖 bookmark, 🔗 link,
    ✏️ pencil2, 🔍 mag, 🔎 mag_right, 🔔 bell, 🔕 no_bell, 📣 mega, 🧮 abacus`,
  Symbols: `
    ✅ white_check_mark, ☑️ ballot_box_with_check, ✔️ heavy_check_mark, ❌ x, ❎ negative_squared_cross_mark,
    ➕ heavy_plus_sign, ➖ heavy_minus_sign, ➗ heavy_division_sign, ♾️ infinity, ❓ question, ❔ grey_question,
    ❗ exclamation, ‼️ bangbang, ⁉️ interrobang, ⚠️ warning, 🚫 no_entry_sign, ⛔ no_entry, ♻️ recycle, 🆗 ok, 🆕 new,
    🆒 cool, 🆘 sos, ℹ️ information_source, 🔴 red_circle, 🟠 orange_circle, 🟡 yellow_circle, 🟢 green_circle,
    🔵 blue_circle, 🟣 purple_circle, ⚫ black_circle, ⚪ white_circle, 🟥 red_square, 🟩 green_square, 🟦 blue_square,
    ⬆️ arrow_up, ⬇️ arrow_down, ⬅️ arrow_left, ➡️ arrow_right, 🔄 arrows_counterclockwise, 🔁 repeat, 0️⃣ zero,
    1️⃣ one, 2️⃣ two, 3️⃣ three, 4️⃣ four, 5️⃣ five, 6️⃣ six, 7️⃣ seven, 8️⃣ eight, 9️⃣ nine, 🔟 keycap_ten,
    🏁 checkered_flag, 🚩 triangular_flag_on_post, 🏳️ flag_white, 🏴‍☠️ pirate_flag, 🏳️‍🌈 rainbow_flag`,
};

/** An emoji of Unicode. */
export interface NamedEmoji {
  emoji: string;
  /** The first one is shown, all are found. */
  names: readonly string[];
}

/** The emoji that the page knows, in groups, in the order in which they are shown. */
export const EMOJI_GROUPS: readonly { title: string; emojis: readonly NamedEmoji[] }[] = Object.entries(TABLES).map(
  ([title, table]) => ({ title, emojis: table.trim().split(/,\s+/).map(read) }),
);

/** All of them. */
export const EMOJIS: readonly NamedEmoji[] = EMOJI_GROUPS.flatMap(({ emojis }) => emojis);

/** The emoji by each of its names. */
export const EMOJI_BY_NAME: ReadonlyMap<string, string> = new Map(
  EMOJIS.flatMap(({ emoji, names }) => names.map((name) => [name, emoji] as const)),
);

function read(entry: string): NamedEmoji {
  const [emoji = '', ...names] = entry.split(' ');
  return { emoji, names };
}
