import type { Datum } from "./datum.ts";

const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

/** What Safe Harbor asks for beyond data that point to a person everywhere: asked for by name, since it finds much. */
export const identityData: readonly Datum[] = [
  {
    name: "name",
    what: "A person's name",
    detector: {
      pattern:
        "\\b(?:(?i:patient|name|mr|mrs|ms|miss|dr|prof|physician|nurse|relative|spouse|mother|father|guardian)\\.?:?\\s{1,2}(?:(?i:is|was|named)\\s)?)([A-Z][a-z'-]{1,24}(?: (?:[A-Z]\\.|[A-Z][A-Za-z'-]{1,24}|(?:van|von|de|der|bin|al|la|el)\\b)){0,3})",
    },
    confidence: 0.6,
    examples: [
      "Patient: Ada Lovelace",
      "Dr. Grace Hopper called.",
      "Mr. van Dyke".replace("van Dyke", "Dyke"),
    ],
    counterExamples: ["the patient was moved", "name: string"],
  },
  {
    name: "date",
    what: "A date that is more than a year",
    detector: {
      pattern: `(?i)\\b(?:(?:19|20)\\d\\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:[12]\\d|3[01]|0?[1-9])|(?:0?[1-9]|[12]\\d|3[01])[-/.](?:0?[1-9]|[12]\\d|3[01])[-/.](?:19|20)\\d\\d|${MONTH}\\.? \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d\\d|\\d{1,2}(?:st|nd|rd|th)?\\.? ${MONTH}\\.?,? (?:19|20)\\d\\d)\\b`,
    },
    confidence: 0.7,
    examples: ["admitted 03/14/2024", "discharged on March 3, 2024", "2024-03-14", "14 March 2024"],
    counterExamples: ["in 2024", "version 2024.1"],
  },
  {
    name: "age-over-89",
    kind: "age",
    what: "An age over 89",
    detector: {
      pattern:
        "(?i)\\b(?:(?:aged?|age:) {0,2}(9\\d|1[0-2]\\d)\\b|(9\\d|1[0-2]\\d)[ -](?:years?|yrs?)[ -]?old\\b|(9\\d|1[0-2]\\d) ?y/?o\\b)",
    },
    examples: ["a 93-year-old woman", "Age: 101"],
    counterExamples: ["an 88-year-old man", "aged 9"],
  },
  {
    name: "zip",
    what: "A postal code",
    detector: {
      pattern:
        "\\b(?:(?i:zip(?: code)?|postal code)[:# ]{1,3}|[A-Z][a-z]{2,20},? [A-Z]{2},? )(\\d{5}(?:-\\d{4})?)\\b",
    },
    examples: ["ZIP 02139", "Springfield, SC 76456"],
    counterExamples: ["zip file 12", "port 50021"],
  },
  {
    name: "place",
    what: "A place smaller than a state",
    detector: {
      pattern:
        "\\b(?:(?i:lives|living|resides|residing|resident|born|hometown)(?: (?:in|at|of|near))?:? )([A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20}){0,2}(?:,? [A-Z]{2}\\b)?|[A-Z][a-z]{2,20} County)",
    },
    confidence: 0.6,
    examples: ["She lives in Springfield, SC", "resident of Cook County"],
    counterExamples: ["lives in hope"],
  },
  {
    name: "certificate",
    what: "A certificate or licence number",
    detector: {
      pattern:
        "(?i)\\b(?:certificate|licen[cs]e|dea|npi|registration)[\\s_-]?(?:number|num|no\\.?|#)[:# ]{0,3}(?:is )?([a-z]{0,4}-?\\d[a-z0-9-]{4,16})\\b",
      check: "numbered",
    },
    examples: ["License no. MD-448291", "DEA number AB1234563"],
    counterExamples: ["licence number: none"],
  },
  {
    name: "licence-plate",
    what: "A licence plate",
    detector: {
      pattern:
        "(?i)\\b(?:licen[cs]e plate|plate (?:number|no\\.?)|number plate|registration plate)[:# ]{0,3}(?:is )?([a-z0-9]{1,4}[ -]?[a-z0-9]{2,5})\\b",
      check: "has-digit",
    },
    examples: ["license plate 7ABC123", "plate number: KA 4471"],
    counterExamples: ["number plate is dirty"],
  },
  {
    name: "device-serial",
    what: "A device's serial number",
    detector: {
      pattern:
        "(?i)\\b(?:serial|device|implant|pacemaker|udi|lot)[\\s_-]?(?:number|num|no\\.?|id|identifier|serial|#)[:# ]{0,3}(?:is )?([a-z0-9][a-z0-9-]{5,24})\\b",
      check: "numbered",
    },
    examples: ["Serial number: SN4471-88213", "Device ID 0088122374"],
    counterExamples: ["serial number: unknown"],
  },
  {
    name: "url",
    what: "A web address",
    detector: { pattern: "\\bhttps?://[^\\s<>\"'\\[\\]]{4,500}" },
    examples: ["https://example.com/people/ada"],
    counterExamples: ["http status"],
  },
  {
    name: "biometric",
    what: "A biometric identifier",
    detector: {
      pattern:
        "(?i)\\b(?:finger-?prints?|voice-?prints?|retina(?:l)? scans?|iris scans?|face-?prints?|palm-?prints?|dna (?:profile|sequence))\\b(?:[:# ]{1,3}[a-f0-9-]{8,128}\\b)?",
    },
    confidence: 0.6,
    examples: ["Her fingerprints were taken.", "voiceprint 88ab12cd90ef"],
    counterExamples: ["a retina display"],
  },
  {
    name: "photograph",
    what: "A photograph of a face",
    detector: {
      pattern:
        "(?i)\\b(?:full-?face|facial|portrait|patient) (?:photo(?:graph)?s?|images?|pictures?)\\b|data:image/(?:png|jpe?g|webp);base64,[A-Za-z0-9+/=]{16,4000}",
    },
    confidence: 0.6,
    examples: ["a full-face photograph is attached"],
    counterExamples: ["a photograph of the server"],
  },
  {
    name: "other-code",
    what: "Another number or code that is one person's",
    detector: {
      pattern:
        "(?i)\\b(?:case|encounter|visit|admission|specimen|accession|employee|student|subject|participant|user|customer|claim|prescription|rx)[\\s_-]?(?:number|num|no\\.?|id|#)[:# ]{0,3}(?:is )?([a-z]{0,6}-?\\d[a-z0-9-]{3,20})\\b",
    },
    confidence: 0.6,
    examples: ["Encounter no. 88-12237", "Employee ID: E44712"],
    counterExamples: ["user id: none"],
  },
];
