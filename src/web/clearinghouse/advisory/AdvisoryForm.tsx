import { Section } from "../../ui/Page.tsx";
import classes from "./advisory.module.css";
import { CvePart } from "./CvePart.tsx";
import { BLANK, CHOICES } from "./choices.ts";
import { ChoiceField, LinesField, TextField } from "./Field.tsx";
import { ListPart } from "./ListPart.tsx";

/** The draft as a form. Renderings are made from it; nothing is written twice. */
export const AdvisoryForm = () => (
  <>
    <Section title="What it says">
      <div className={classes.fields}>
        <div className={classes.wide}>
          <TextField at="/title" label="Title" />
        </div>
        <div className={classes.wide}>
          <TextField
            at="/summary"
            label="Summary"
            lines={3}
            hint="What a reader must know first: what is affected, what can happen."
          />
        </div>
        <div className={classes.wide}>
          <TextField at="/details" label="Details" lines={5} />
        </div>
        <ChoiceField
          at="/tlp"
          label="TLP"
          choices={CHOICES.tlp}
          hint="Only CLEAR reaches the public pages."
        />
        <ChoiceField at="/exploitation/state" label="Exploitation" choices={CHOICES.exploitation} />
        <div className={classes.wide}>
          <TextField at="/exploitation/details" label="On exploitation" nullable />
        </div>
      </div>
    </Section>
    <ListPart
      title="Products"
      at="/products"
      noun="product"
      empty="An advisory needs at least one."
      blank={BLANK.product}
    >
      {(at) => <Product at={at} />}
    </ListPart>
    <ListPart
      title="Severity"
      at="/severity"
      noun="vector"
      empty="CVSS 3.1, 4.0 or both."
      blank={BLANK.severity}
    >
      {(at) => (
        <div className={classes.fields}>
          <ChoiceField at={`${at}/version`} label="CVSS" choices={CHOICES.cvss} />
          <TextField at={`${at}/vector`} label="Vector" hint="The score follows from it." />
        </div>
      )}
    </ListPart>
    <ListPart
      title="Weaknesses"
      at="/weaknesses"
      noun="weakness"
      empty="Name the CWE where it is known."
      blank={BLANK.weakness}
    >
      {(at) => (
        <div className={classes.fields}>
          <TextField at={`${at}/id`} label="CWE" />
          <TextField at={`${at}/name`} label="Name, as MITRE writes it" />
        </div>
      )}
    </ListPart>
    <CvePart />
    <ListPart
      title="Remediations"
      at="/remediations"
      noun="remediation"
      empty="A fix, a mitigation, or that there is none."
      blank={BLANK.remediation}
    >
      {(at) => (
        <div className={classes.fields}>
          <ChoiceField at={`${at}/category`} label="Kind" choices={CHOICES.remediation} />
          <TextField at={`${at}/url`} label="Where it is" nullable />
          <div className={classes.wide}>
            <TextField at={`${at}/details`} label="What to do" lines={2} />
          </div>
          <div className={classes.wide}>
            <LinesField at={`${at}/products`} label="For these purls" />
          </div>
        </div>
      )}
    </ListPart>
    <ListPart
      title="References"
      at="/references"
      noun="reference"
      empty="The fix, the vendor’s advisory, the article."
      blank={BLANK.reference}
    >
      {(at) => (
        <div className={classes.fields}>
          <TextField at={`${at}/title`} label="Title" />
          <ChoiceField at={`${at}/kind`} label="Kind" choices={CHOICES.reference} />
          <div className={classes.wide}>
            <TextField at={`${at}/url`} label="Address" />
          </div>
        </div>
      )}
    </ListPart>
    <ListPart
      title="Credits"
      at="/credits"
      noun="credit"
      empty="Every credit of the case belongs here, unless it asked not to be named."
      blank={BLANK.credit}
    >
      {(at) => (
        <div className={classes.fields}>
          <TextField at={`${at}/name`} label="Name" />
          <ChoiceField at={`${at}/kind`} label="As" choices={CHOICES.credit} />
        </div>
      )}
    </ListPart>
  </>
);

const Product = ({ at }: { readonly at: string }) => (
  <div className={classes.fields}>
    <TextField at={`${at}/name`} label="Name" />
    <TextField at={`${at}/vendor`} label="Vendor or project" hint="N/A where there is none." />
    <TextField at={`${at}/purl`} label="purl, without version" />
    <ChoiceField at={`${at}/status`} label="Status" choices={CHOICES.status} />
    <ListPart
      inner
      title="Affected ranges"
      at={`${at}/ranges`}
      noun="range"
      empty="Or list single versions below."
      blank={BLANK.range}
    >
      {(range) => (
        <div className={classes.range}>
          <ChoiceField at={`${range}/type`} label="Ordered by" choices={CHOICES.range} />
          <TextField
            at={`${range}/introduced`}
            label="From"
            nullable
            hint="Empty: from the beginning."
          />
          <TextField at={`${range}/fixed`} label="Fixed in" nullable hint="First one out of it." />
          <TextField
            at={`${range}/lastAffected`}
            label="Or up to"
            nullable
            hint="Last one in it."
          />
        </div>
      )}
    </ListPart>
    <LinesField at={`${at}/versions`} label="Single versions" />
    <LinesField at={`${at}/fixedVersions`} label="Other versions with the fix" />
    <TextField
      at={`${at}/repository`}
      label="Repository"
      nullable
      hint="Needed by ranges of commits."
    />
    <ChoiceField
      at={`${at}/justification`}
      label="If not affected, why"
      choices={CHOICES.justification}
      nullable
    />
  </div>
);
