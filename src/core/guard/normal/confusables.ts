/**
 * Letters that look like another (Unicode Technical Standard 39, confusables), as pairs: the look-alike, then what it is
 * read as. Only what Unicode's compatibility forms (NFKC: full-width, mathematical, enclosed) do not fold already.
 */
const PAIRS = [
  // Cyrillic
  "аaАAвbВBсcСCԁdеeЕEёeЁEһhНHнhіiІIїiЇIјjЈJкkКKӏlмmМMпnоoОOрpРPԛqԚQгrѕsЅSтtТTѵvѴVԝwԜWхxХXуyУYүyҮYзzгrԌGԍgҺHӀIьb",
  // Greek
  "αaΑAβbΒBϲcϹCεeΕEηnΗHιiΙIκkΚKΜMνvΝNοoΟOρpΡPτtΤTυuΥYχxΧXγyΖZϳjͿJωwσoϱp",
  // Armenian, Hebrew, Latin extensions, Cherokee
  "աwսuոnօoցgհhյjքpզqՏSՕOՍUԼLıiɑaɡgɩiɪiʏyʀrʟlɢgʜhɴnᴀaᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwᴢzꜱsʙbƄbƅbƖlǀlƽsƼSꓐBꓑPꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU",
  "ᎪAᏴBᏟCᎠDᎬEᏀGᎻHᏆIᎫJᏦKᏞLᎷMΝNᏢPᎡRᏚSᎢTᏙVᎳWᏃZøoØOđdĐDłlŁLħhĦHŧtŦTɓbɗdƙkƥpƭt",
  // Punctuation: dashes, quotation marks, dots, at signs, slashes, colons
  "‐-‑-‒-–-—-―-−-﹘-－-⁃-˗-۔-‘'’'‚'‛'′'ʹ'ʼ'“\"”\"„\"‟\"″\"。.․.‧.·.﹒.⁄/∕/⧸/╱/։:׃:：:∶:ꓽ:﹫@＠@⁎*∗*＊*ﹺ_‗_⎯-",
].map((line) => [...line]);

export const CONFUSABLES: ReadonlyMap<string, string> = new Map(
  PAIRS.flatMap((chars) =>
    Array.from({ length: chars.length >> 1 }, (_, i): [string, string] => [
      chars[i * 2] ?? "",
      chars[i * 2 + 1] ?? "",
    ]),
  ),
);
