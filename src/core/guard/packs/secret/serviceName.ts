import type { PackRule } from "../../pack.ts";
import { alnum, hex } from "../sample.ts";
import { secretRule } from "./secretRule.ts";

/**
 * Names of services whose keys have no form of their own. What looks made by a generator and is set to such a name, or to a
 * name that begins with it, is a key of it.
 */
const SERVICES =
  "adafruit adobe airtable algolia alibaba aliyun alchemy amplitude anthropic artifactory asana assembly atlassian auth0 aws azure beamer binance bitbucket bitfinex bitly bittrex braintree brevo browserstack bugsnag checkout circleci clearbit cloudflare cloudinary codecov codeclimate cohere coinbase confluence confluent contentful coveralls crowdin datadog databento deepgram deepseek digitalocean discord disqus docusign droneci dropbox duffel dynatrace easypost elastic elevenlabs endorlabs etherscan etsy eventbrite facebook fastly figma finicity finnhub firebase flickr foursquare freshbooks freshdesk gemini gitea gitlab gitter gocardless godaddy grafana greptile gumroad harness heroku honeybadger honeycomb hubspot huggingface infomaniak infura instagram intercom ipinfo ipstack jenkins jfrog jira jotform jumpcloud kagi klaviyo kraken kucoin launchdarkly linkedin linode logdna loggly looker mailchimp mailgun mailjet mandrill mapbox mattermost meraki messagebird mistral mixpanel moralis nasa netlify newrelic nexmo notion nytimes okta onesignal openai openrouter opsgenie optimizely pagerduty paypal paystack pendo pinecone pipedrive plaid plivo postmark posthog pubnub pusher quickbooks rapidapi razorpay recaptcha reddit replicate rollbar salesforce segment sendbird sendgrid sentry shippo shodan shopify slack snyk sonar spotify squarespace stability strava stripe sumo supabase surveymonkey telegram telnyx trello travis twilio twitch twitter typeform vercel virustotal vonage vultr wakatime weatherapi weatherstack openweather pyowm wandb weightsandbiases civo clickup upstage scaleway webflow workos yandex youtube zendesk zoho zoom bitrise configcat exoscale fullstory ibmcloud influx larksuite message_bird message-bird privateai private-ai private_ai rainforestpay ovhcloud sslmate snowflake capella linked-in linked_in new_relic new-relic datagov data.gov codacy fastspring geocod ipgeolocation ipdata lokalise mailerlite maxmind mollie moosend nylas onelogin opencage openuv pagarme paymongo photoroom pipedream positionstack prodpad pulumi rebrandly scrapingbee sendowl serpapi shortcut signalwire spoonacular stormglass storyblok ticketmaster toggl tomtom transferwise twelvedata uploadcare userstack zerobounce zenrows zeplin digital_ocean digital-ocean send_grid mail_gun code_climate buildkite buildbot drone_ semaphoreci appveyor codeship coinmarketcap cryptocompare alphavantage polygonio iexcloud tiingo newsapi mediastack currencylayer fixerio exchangerate abuseipdb greynoise securitytrails urlscan censys binaryedge hunterio intelx leakix threatbook otx_ misp_ thehive cortex_ opencti shuffler crowdstrike sentinelone tenable_ qualys rapid7 veracode checkmarx sonatype blackduck whitesource mend_ fossa_ semgrep wiz_ lacework aquasec sysdig".split(
    " ",
  );

/** In parts, since a rule has only so many texts to be found by. */
const PART = 60;
const parts = Array.from({ length: Math.ceil(SERVICES.length / PART) }, (_, i) =>
  SERVICES.slice(i * PART, (i + 1) * PART),
);

/** `=`, `:`, `=>`, `||`, commas of a call; with quotes or without. */
const SETS =
  "[\"'`\\])]{0,2}\\s{0,4}(?::=|\\?=|=>|->|\\|\\||={1,3}|:{1,3}=?|,|>)\\s{0,4}=?[\"'`]{0,2}";

export const serviceNameRules: readonly PackRule[] = parts.map((names, i) =>
  secretRule(`service-key-${i + 1}`, {
    what: "A key of a service that stands before it",
    pattern: `(?i)(?:${names.join("|").replaceAll(".", "\\.")})(?:[ \\t._-]?[a-z0-9]{1,16}){0,4}${SETS}([a-z0-9][\\w+/=.~-]{14,180})`,
    check: "service-key",
    after: 2,
    confidence: 0.65,
    examples: [
      `${names[0]}_key = "${alnum(32)}"`,
      `${names[1]?.toUpperCase()}_API_SECRET: ${hex(40)}`,
      `"${names[2]} token": "${alnum(24)}"`,
    ],
    counterExamples: [
      `${names[0]} = get_${names[0]}_client_from_the_settings`,
      `${names[0]}: https://example.com/${alnum(20)}`,
      `${names[0]}_url = ${names[0]}.example.com/path/to/1234`,
    ],
  }),
);
