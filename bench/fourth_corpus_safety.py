"""The fourth corpus: police, courts, ambulance, clinics."""

from fourth_corpus_values import Files, Values
from second_corpus_layouts import MONTHS, U, V, X


class Safety(Values):
    def cad_xml(self):
        d = Files("police/cad_incidents.xml")
        d.w('<?xml version="1.0" encoding="UTF-8"?>\n<IncidentExport>\n')
        for p in self.some(20):
            d.record().w("  <Incident><IncidentNumber>", X(f"26-{self.n(7)}", "incident"), "</IncidentNumber><CallerName>", self.xmlv(self.name(p, "F L", False)), "</CallerName><CallerPhone>", self.phone(p, "-"), "</CallerPhone><Location>", U(f"{self.n(3)} Civic Center Dr"), "</Location>\n    <Persons><Person role=\"SUBJECT\"><DOB>", self.dob(p, "us0"), "</DOB><OLN>", self.dl(p), "</OLN><OLS>", p.dl_state, "</OLS></Person></Persons>\n    <Narrative>",
                         "Unit 4 cleared at 0214. ", self.calm(), "</Narrative></Incident>\n")
        d.w("</IncidentExport>\n")
        return d

    def nibrs(self):
        d = Files("police/nibrs_submission.xml")
        d.w('<?xml version="1.0"?>\n<nibrs:Submission xmlns:nibrs="http://fbi.gov/cjis/nibrs/4.0" xmlns:nc="http://release.niem.gov/niem/niem-core/3.0/" xmlns:j="http://release.niem.gov/niem/domains/jxdm/5.2/">\n')
        for i, p in enumerate(self.some(20)):
            d.record().w(f'<nc:Person s:id="P{i}"><nc:PersonBirthDate><nc:Date>', self.dob(p, "iso"), "</nc:Date></nc:PersonBirthDate><nc:PersonName><nc:PersonGivenName>", self.xmlv(self.given(p, False)), "</nc:PersonGivenName><nc:PersonSurName>", self.xmlv(self.fam(p)), "</nc:PersonSurName></nc:PersonName><nc:PersonSSNIdentification><nc:IdentificationID>", self.tax(p),
                         "</nc:IdentificationID></nc:PersonSSNIdentification><j:PersonAugmentation><j:DriverLicense><j:DriverLicenseIdentification><nc:IdentificationID>", self.dl(p), "</nc:IdentificationID><j:IdentificationJurisdictionUSPostalServiceCode>", p.dl_state, "</j:IdentificationJurisdictionUSPostalServiceCode></j:DriverLicenseIdentification></j:DriverLicense></j:PersonAugmentation></nc:Person>\n")
        d.w("</nibrs:Submission>\n")
        return d

    def booking_json(self):
        d = Files("police/bookings.json")
        d.w("[")
        for i, p in enumerate(self.some(20)):
            d.record().w(",\n" if i else "\n")
            self.js(d, {"bookingNumber": self.x(9, "booking"), "subject": {"name": {"last": self.fam(p), "first": self.given(p, False), "suffix": p.suffix}, "physical": {"hgt": 510, "wgt": 180, "eyes": "BRO"}, "identifiers": [{"type": "SSN", "value": self.tax(p)}, {"type": "OLN", "value": self.dl(p), "state": p.dl_state}, {"type": "DOB", "value": self.dob(p, "us0")}],
                                                                        "residence": {"street": self.addr(p, "street"), "city": self.town(p), "state": self.st(p), "zip": self.zip(p)}}, "charges": [{"statute": "53a-125", "bond": 5000}], "property": self.x(8, "property tag")}, self.indent)
        d.w("\n]\n")
        return d

    def ncic(self):
        """Answers of a message switch: codes before values, dots and slashes between."""
        d = Files("police/teletype_returns.txt")
        for p in self.some(24):
            y, m, day = p.dob
            d.record().w("1L01", self.x(10, "message key"), "\n", "CT0000000\n", "NO NCIC WANT SOC/", self.tax(p, ""), "\nNAM/", self.upper(self.name(p, "L, F M", False)), ". DOB/", V("DOB", f"{y}{m:02}{day:02}", f"{y}-{m:02}-{day:02}", p), ".\nSEX/", p.sex, " RAC/W HGT/510 WGT/180 EYE/BRO\nOLN/", self.dl(p), ". OLS/", p.dl_state, ". OLY/2029\n***MESSAGE KEY QW SEARCHES ALL NCIC PERSONS FILES\n\n")
        return d

    def crash_report(self):
        d = Files("police/crash_reports.txt")
        for p, q in self.pairs(28):
            d.w("UNIFORM POLICE CRASH REPORT      CASE ", X(f"2026-{self.n(6)}", "case"), "\n")
            for k, who in enumerate((p, q)):
                d.record().w(f"--- VEHICLE {k + 1} OPERATOR ---\n", "Operator Name: ", self.name(who, "L, F M", False), "   DOB: ", self.dob(who, "us0"), "\nAddress: ", self.addr(who, "one"), "\nLicense No: ", self.dl(who), "   Lic State: ", who.dl_state, "   Plate: ", U(who.plate), "\nInsurer: Granite Mutual   Policy: ", self.x(10, "policy"), "   Phone: ", self.phone(who, "()"), "\n")
            d.w("NARRATIVE: Operator 1 failed to yield. ", self.calm(), "\n\n")
        return d

    def citations(self):
        d = Files("police/eticket_export.psv")
        cols = [("TKT_NBR", lambda p: self.x(9, "ticket")), ("VIOL_DT", lambda p: self.day()), (["DRVR_LST_NM", "LNAME"], self.fam), (["DRVR_FST_NM", "FNAME"], self.given), (["DRVR_DOB", "DOB_DT"], self.dated("us0", "compact")), (["DRVR_LIC_NBR", "OLN"], self.dl), (["DRVR_LIC_ST", "OLN_ST"], lambda p: p.dl_state), (["DRVR_ADDR", "ADDR_LN1"], lambda p: self.addr(p, "street")), (["DRVR_CTY", "CTY_NM"], self.town), (["DRVR_ST", "ST_CD"], self.st), (["DRVR_ZIP", "ZIP_CD"], self.zip), ("VEH_YR", lambda p: "2019"), ("OFCR_ID", lambda p: self.n(4))]
        self.table(d, cols, self.some(40), "|", "")
        return d

    def registry_html(self):
        d = Files("police/registry_cards.html")
        d.w("<!DOCTYPE html>\n<html><head><title>Registry</title></head><body>\n")
        for p in self.some(16):
            d.record().w('<section class="card"><h3>', self.xmlv(self.name(p, "L, F M", False)), "</h3><dl><dt>Date of Birth</dt><dd>", self.dob(p, "us0"), "</dd><dt>SSN</dt><dd>", self.tax(p), "</dd><dt>Residence</dt><dd>", self.xmlv(self.addr(p, "one")), "</dd><dt>Employer</dt><dd>", U("Granite Supply Co"), "</dd><dt>Reg. No.</dt><dd>", self.x(8, "registry number"), "</dd></dl></section>\n")
        d.w("</body></html>\n")
        return d

    def tips_with_notes(self):
        """The last column is written by hand and holds what no column asks for."""
        d = Files("police/detective_tips.csv")
        d.w("Tip ID,Received,Source,Notes\n")
        for p in self.some(24):
            k = self.r.randrange(4)
            n = self.name(p, "F L", False)
            says = [("Caller says ", n, ", born ", self.dob(p, "us"), ", sells pills behind the depot. Lives at ", self.addr(p, "one"), "."), (n, " was in the passenger seat; DL# ", self.dl(p), " (", p.dl_state, "), cell ", self.phone(p, "-"), "."), ("Ran ", n, " - SSN ", self.tax(p), ", dob ", self.dob(p, "us0"), ", no wants."), (n, " (", self.email(p), ") offered to meet on Friday; call back ", self.phone(p, "."), ".")][k]
            d.record().w(self.x(7, "tip"), ",", self.day(), ",", self.r.choice(["phone", "web"]), ',"', *says, " ", self.calm(), '"\n')
        return d

    def evidence_log(self):
        d = Files("police/property_room.txt")
        d.w("PROPERTY ROOM LEDGER\n\n")
        for p in self.some(18):
            d.record().w("Tag ", self.x(7, "tag"), " | Rec'd ", self.day(), " | 1 wallet, brown, containing CT license ", self.dl(p, p.dl) if p.dl_state == "CT" else self.staff(), " and Visa card ", self.card(p, " "), " exp ", f"{p.exp[1]:02}/{p.exp[0] % 100}", " | Owner: ", self.name(p, "L, F", False), " | Owner ph: ", self.phone(p, "()"), " | Bin ", self.n(3), "\n")
        return d

    def protective_orders(self):
        d = Files("court/protective_orders.docx", kind="docx", offsets=False)
        for p, q in self.pairs(20):
            d.record().w("ORDER OF PROTECTION\nProtected person: ", self.name(p, "F M L", False), ", date of birth ", self.dob(p, "long"), ".\n")
            d.record().w("Respondent: ", self.name(q, "F M L", False), ", date of birth ", self.dob(q, "long"), ", Social Security No. ", self.tax(q), ", residing at ", self.addr(q, "one"), ".\n")
            d.w("The respondent shall stay away from the protected person. ", self.calm(), "\n\n")
        return d

    def docket(self):
        d = Files("court/docket_sheet.txt")
        for p, q in self.pairs(24):
            d.w("DOCKET NO. ", X(f"UWY-CV-{self.n(2)}-{self.n(7)}-S", "docket"), "\n", U(f"{q.family.upper()} v. {p.family.upper()}"), "\n", "PARTIES\n")
            d.record().w("  P-01  ", self.name(q, "F I. L^", False), "\n        ", self.upper(self.addr(q, "one")), "\n")
            d.record().w("  D-01  ", self.name(p, "F I. L^", False), "   DOB ", self.dob(p, "us0"), "\n        ", self.upper(self.addr(p, "one")), "\n")
            d.w("EVENTS\n  ", self.day(), "  101.00  COMPLAINT\n  ", self.day(), "  102.00  APPEARANCE  ", U("JURIS NO. " + self.n(6)), "\n\n")
        return d

    def jury(self):
        """A form read off a page: each label above its value."""
        d = Files("court/juror_questionnaires.txt")
        for p in self.some(16):
            d.record().w("CONFIDENTIAL JUROR QUESTIONNAIRE\n\nFull legal name\n", self.name(p, "F M L", False), "\n\nDate of birth\n", self.dob(p, "us"), "\n\nResidence address\n", self.addr(p, "one"), "\n\nDaytime telephone\n", self.phone(p, "()"), "\n\nLast four digits only of your Social Security number\n", X(p.ssn[-4:], "last four"), "\n\nJuror ID\n", self.x(9, "juror number"), "\n\n")
        return d

    def small_claims(self):
        d = Files("court/small_claims_fees.csv")
        cols = [("Docket", lambda p: X(f"SC{self.n(9)}", "docket")), (["Defendant", "Party"], lambda p: self.name(p, "F L")), (["Def Address", "Party Address"], lambda p: self.addr(p, "one")), (["Card Nbr", "CC#"], lambda p: self.card(p, self.form)), ("Exp", lambda p: f"{p.exp[1]:02}{p.exp[0] % 100}"), ("Fee", lambda p: "95.00"), ("Auth", lambda p: self.x(6, "authorisation"))]
        self.form = self.many("x", "-", " ")
        self.table(d, cols, self.some(24))
        return d

    def nemsis(self):
        """Elements are numbered; only who knows the standard knows what they are."""
        d = Files("ems/nemsis_ems.xml")
        d.w('<?xml version="1.0"?>\n<EMSDataSet xmlns="http://www.nemsis.org">\n')
        for p in self.some(16):
            d.record().w("<PatientCareReport><eRecord><eRecord.01>", self.uuid(), "</eRecord.01></eRecord><ePatient><ePatient.PatientNameGroup><ePatient.02>", self.xmlv(self.fam(p)), "</ePatient.02><ePatient.03>", self.xmlv(self.given(p, False)), "</ePatient.03></ePatient.PatientNameGroup><ePatient.05>", self.xmlv(self.addr(p, "street")), "</ePatient.05><ePatient.08>", self.st(p), "</ePatient.08><ePatient.09>", self.zip(p), "</ePatient.09><ePatient.12>", self.tax(p), "</ePatient.12><ePatient.17>", self.dob(p, "iso"),
                         "</ePatient.17><ePatient.18>", self.phone(p, "-"), "</ePatient.18></ePatient><eSituation><eSituation.11>", self.dx(p), "</eSituation.11></eSituation></PatientCareReport>\n")
        d.w("</EMSDataSet>\n")
        return d

    def run_sheet_pdf(self):
        """Three columns a line, labels above their values."""
        d = Files("ems/run_sheets_scan.pdf", "cp1252", kind="placed", offsets=False)
        for i, p in enumerate(self.some(16)):
            d.record().w("\f" if i else "", "PREHOSPITAL CARE REPORT\n\nPatient Last Name\tPatient First Name\tDate of Birth\n", self.fam(p), "\t", self.given(p, False), "\t", self.dob(p, "us0"), "\nSocial Security No.\tMedicare No.\tPhone\n", self.tax(p), "\t", self.mbi(p), "\t", self.phone(p, "-"), "\nStreet Address\tCity\tState / ZIP\n", self.addr(p, "street"), "\t", p.city, "\t", self.st(p), " ", self.zip(p),
                         "\nRun Number\tUnit\tPrimary Impression (ICD-10)\n", self.x(8, "run"), "\tM-7\t", self.dx(p), "\nInsurance Carrier\tPolicy Number\tGroup\nGranite Health\t", self.hplan(p), "\t", self.n(5), "\n")
        return d

    def checkbox_sheet(self):
        """Boxes beside labels."""
        d = Files("ems/refusals.txt")
        for p in self.some(16):
            d.record().w("REFUSAL OF CARE\n[X] Adult  [ ] Minor  [ ] Guardian present\nName of Patient ____", self.name(p, "F L", False), "____  D.O.B. ____", self.dob(p, "us0"), "____\n[ ] Male [X] Female   S.S.# ", self.tax(p), "   Tel. ", self.phone(p, "()"), "\nHome Address: ", self.addr(p, "one"), "\n[X] Medicare ", self.mbi(p), "   [ ] Medicaid ________   [ ] None\nSigned ______________   Witness: ", self.staff(), "\n\n")
        return d

    def lab_oru(self):
        d = Files("clinic/oru_results.hl7")
        for p in self.some(22):
            d.record().w("MSH|^~\\&|LAB|MILLBROOK|EHR|CLINIC|20260420101500||ORU^R01|", self.x(9, "message number"), "|P|2.3\r", "PID|1|", self.x(7, "external number"), "|", self.mrn(p), "^^^MHC^MR||", self.fam(p), "^", self.given(p, False), "^", U(p.middle), "||", self.dob(p, "compact"), "|", p.sex, "|||", self.addr(p, "street"), "^^", p.city, "^", self.st(p), "^", self.zip(p), "||", self.phone(p, "()x"), "|||||", self.x(9, "account number of the visit"), "|", self.tax(p, self.many2("", "-")), "\r",
                         "OBR|1|", self.x(8, "order"), "||83036^HEMOGLOBIN A1C^CPT\rOBX|1|NM|4548-4^HbA1c^LN||6.1|%|4.0-5.6|H|||F\rDG1|1|I10|", self.dx(p), "\r")
        return d

    def vxu(self):
        d = Files("clinic/vxu_batch.hl7")
        for p, q in self.pairs(24):
            d.record().w("MSH|^~\\&|IIS|MB|CTWIZ|CT|20260301||VXU^V04^VXU_V04|", self.x(8, "message number"), "|P|2.5.1\n", "PID|1||", self.mrn(p), "^^^MB^MR||", self.fam(p), "^", self.given(p, False), "^^^^^L||", self.dob(p, "compact"), "|", p.sex, "||2106-3^White^HL70005|", self.addr(p, "street"), "^^", p.city, "^", self.st(p), "^", self.zip(p), "^USA^L||", self.phone(p, "()x"), "\n")
            d.record().w("NK1|1|", self.fam(q), "^", self.given(q, False), "|MTH^Mother^HL70063|", self.addr(q, "street"), "^^", q.city, "^", self.st(q), "^", self.zip(q), "|", self.phone(q, "()x"), "\n")
            d.w("ORC|RE||", self.x(7, "order"), "\nRXA|0|1|20260301||141^Influenza^CVX|0.5|mL\n")
        return d

    def fhir_lines(self):
        """One resource a line; the cover points at its patient."""
        d = Files("clinic/fhir_export.ndjson")
        people = self.some(22)
        for i, p in enumerate(people):
            d.at_record(i + 1)
            self.js(d, {"resourceType": "Patient", "id": f"pt-{i}", "identifier": [{"system": "http://hl7.org/fhir/sid/us-ssn", "value": self.tax(p)}, {"type": {"coding": [{"code": "MR"}]}, "value": self.mrn(p)}], "name": [{"use": "official", "family": self.fam(p), "given": [self.given(p, False)]}], "telecom": [{"system": "phone", "value": self.phone(p, "-")}, {"system": "email", "value": self.email(p)}], "birthDate": self.dob(p, "iso"), "address": [{"line": [self.addr(p, "street")], "city": self.town(p), "state": self.st(p), "postalCode": self.zip(p)}]})
            d.w("\n")
        for i, p in enumerate(people):
            d.at_record(i + 1)
            self.js(d, {"resourceType": "Coverage", "id": f"cov-{i}", "subscriberId": self.hplan(p), "beneficiary": {"reference": f"Patient/pt-{i}"}, "payor": [{"display": U("Granite Health")}]})
            d.w("\n")
        return d

    def remit_835(self):
        d = Files("ems/835_remit.edi")
        end = self.many("~\n", "~")
        d.w("ISA*00*          *00*          *ZZ*MEDICARE       *ZZ*MILLBROOKEMS   *260411*1033*^*00501*000004711*0*P*:", end, "ST*835*0001", end, "BPR*I*5400.50*C*ACH*CCP*01*", U("021000089"), "*DA*", U("4400112233"), "*1066004477**01*", U("011900254"), "*DA*", U("8800220011"), "*20260411", end, "N1*PE*MILLBROOK EMS*XX*", self.npi(), end)
        for p in self.some(26):
            d.record().w("CLP*", self.x(8, "claim"), "*1*850*512.4*90*MB*", self.x(13, "claim of the payer"), "*41", end, "NM1*QC*1*", self.upper(self.fam(p)), "*", self.upper(self.given(p, False)), "*", U(p.middle[:1].upper()), "***MI*", self.mbi(p), end, "SVC*HC:A0429*850*512.4**1", end, "CAS*CO*45*247.6", end)
        d.w("SE*120*0001", end, "IEA*1*000004711", end)
        return d

    def eligibility(self):
        d = Files("ems/271_responses.x12")
        for p in self.some(20):
            d.record().w("ST*271*", self.n(4), "*005010X279A1~BHT*0022*11*", self.x(8, "reference"), "*20260411~NM1*PR*2*CT MEDICAID*****PI*", self.n(5), "~NM1*IL*1*", self.fam(p), "*", self.given(p, False), "****MI*", self.hplan(p), "~REF*SY*", self.tax(p, ""), "~N3*", self.addr(p, "street"), "~N4*", p.city, "*", self.st(p), "*", self.zip(p), "~DMG*D8*", self.dob(p, "compact"), "*", p.sex, "~EB*1**30**MC~SE*11*0001~\n")
        return d

    def treatment_list(self):
        d = Files("health/outreach_clients.txt")
        d.w("Harm reduction outreach - client list (do not forward)\n\n")
        for i, p in enumerate(self.some(18)):
            d.record().w(f"{i + 1}) ", self.name(p, "L, F", False), " / ", self.dob(p, "us"), " / MRN ", self.mrn(p), " / dx ", self.dx(p), " / Medicaid ", self.hplan(p), " / ", self.phone(p, "-"), "\n")
        return d

    def dental_book(self):
        d = Files("clinic/Dental_Recall.xlsx", kind="book", offsets=False)
        d.w("Recall\x1eA1:F1\x1eSchool dental program - recall list\t\n\t\n")
        cols = [(["Pt Name", "Patient"], lambda p: self.name(p, "L, F")), (["Chart", "Chart No."], self.mrn), (["D.O.B", "Birthdate"], self.dated("us", "us0")), (["Subscriber ID", "Ins ID"], self.hplan), ("Notes", self.note)]
        self.table(d, cols, self.some(20), "\t", "")
        return d

    def note(self, p):
        return [("call ", self.phone(p, "-"), " after 5"), (self.calm(),), ("email ", self.email(p)), ("",)][self.r.randrange(4)]

    def discharge(self):
        d = Files("clinic/discharge_summaries.txt")
        for p in self.some(16):
            y, m, day = p.dob
            d.record().w("DISCHARGE SUMMARY\n", "PATIENT: ", self.name(p, "L, F M^", False), "          MR#: ", self.mrn(p), "\nADMITTED: ", self.day(), "   DISCHARGED: ", self.day(), "   BIRTHDATE: ", V("DOB", f"{day:02}-{MONTHS[m - 1][:3]}-{y}", f"{y}-{m:02}-{day:02}", p), "\nATTENDING: ", U("Nilsen, Erik MD"), "   NPI: ", self.npi(), "\nFINAL DIAGNOSIS: ", self.dx(p), "\nHOSPITAL COURSE: The patient is a ", str(2026 - y), "-year-old who came in by ambulance. ", self.calm(), "\nFOLLOW-UP: reach patient at ", self.phone(p, "()"), ".\n", "=" * 60, "\n")
        return d
