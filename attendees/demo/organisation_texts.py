"""The organisations of the invented people in Russian and Kyrgyz, with the State that each belongs to."""

#: English | Russian | Kyrgyz | State. A line set back goes on with the one above.
TEXTS = """
Ministry of Justice of the Kyrgyz Republic |
    Министерство юстиции Кыргызской Республики | Кыргыз Республикасынын Юстиция министрлиги | KG
Prison Service under the Ministry of Justice of the Kyrgyz Republic |
    Служба исполнения наказаний при Министерстве юстиции Кыргызской Республики |
    Кыргыз Республикасынын Юстиция министрлигине караштуу Жаза аткаруу кызматы | KG
Probation Department under the Ministry of Justice of the Kyrgyz Republic |
    Департамент пробации при Министерстве юстиции Кыргызской Республики |
    Кыргыз Республикасынын Юстиция министрлигине караштуу Пробация департаменти | KG
Training Centre of the Prison Service of the Kyrgyz Republic |
    Учебный центр Службы исполнения наказаний Кыргызской Республики |
    Кыргыз Республикасынын Жаза аткаруу кызматынын Окуу борбору | KG
Ministry of Internal Affairs of the Kyrgyz Republic |
    Министерство внутренних дел Кыргызской Республики | Кыргыз Республикасынын Ички иштер министрлиги | KG
State Committee for National Security of the Kyrgyz Republic |
    Государственный комитет национальной безопасности Кыргызской Республики |
    Кыргыз Республикасынын Улуттук коопсуздук мамлекеттик комитети | KG
General Prosecutor's Office of the Kyrgyz Republic |
    Генеральная прокуратура Кыргызской Республики | Кыргыз Республикасынын Башкы прокуратурасы | KG
State Commission on Religious Affairs of the Kyrgyz Republic |
    Государственная комиссия по делам религий Кыргызской Республики |
    Кыргыз Республикасынын Дин иштери боюнча мамлекеттик комиссиясы | KG
National Centre for the Prevention of Torture |
    Национальный центр по предупреждению пыток | Кыйноолорду алдын алуу боюнча улуттук борбор | KG
Penitentiary Institution No. 3, Chüy Region |
    Исправительное учреждение № 3, Чуйская область | № 3 түзөтүү мекемеси, Чүй облусу | KG
Penitentiary Institution No. 8, Chüy Region |
    Исправительное учреждение № 8, Чуйская область | № 8 түзөтүү мекемеси, Чүй облусу | KG
Penitentiary Institution No. 10, Osh |
    Исправительное учреждение № 10, г. Ош | № 10 түзөтүү мекемеси, Ош шаары | KG
Penitentiary Institution No. 14, Chüy Region |
    Исправительное учреждение № 14, Чуйская область | № 14 түзөтүү мекемеси, Чүй облусу | KG
Penitentiary Institution No. 16, Chüy Region |
    Исправительное учреждение № 16, Чуйская область | № 16 түзөтүү мекемеси, Чүй облусу | KG
Penitentiary Institution No. 23, Issyk-Kul Region |
    Исправительное учреждение № 23, Иссык-Кульская область | № 23 түзөтүү мекемеси, Ысык-Көл облусу | KG
Penitentiary Institution No. 25, Osh |
    Исправительное учреждение № 25, г. Ош | № 25 түзөтүү мекемеси, Ош шаары | KG
Penitentiary Institution No. 31, Jalal-Abad |
    Исправительное учреждение № 31, г. Джалал-Абад | № 31 түзөтүү мекемеси, Жалал-Абад шаары | KG
Committee of the Penitentiary System of the Republic of Kazakhstan |
    Комитет уголовно-исполнительной системы Республики Казахстан |
    Казакстан Республикасынын Жазык-аткаруу системасынын комитети | KZ
Prosecutor General's Office of the Republic of Kazakhstan |
    Генеральная прокуратура Республики Казахстан | Казакстан Республикасынын Башкы прокуратурасы | KZ
Kostanay Academy | Костанайская академия | Костанай академиясы | KZ
Ministry of Justice of the Republic of Uzbekistan |
    Министерство юстиции Республики Узбекистан | Өзбекстан Республикасынын Юстиция министрлиги | UZ
Department for Execution of Punishment of the Republic of Uzbekistan |
    Департамент исполнения наказаний Республики Узбекистан |
    Өзбекстан Республикасынын Жаза аткаруу департаменти | UZ
Prison Service of the Ministry of Justice of the Republic of Tajikistan |
    Служба исполнения наказаний Министерства юстиции Республики Таджикистан |
    Тажикстан Республикасынын Юстиция министрлигинин Жаза аткаруу кызматы | TJ
General Directorate for Execution of Penalties, Ministry of Justice of Bulgaria |
    Главная дирекция исполнения наказаний Министерства юстиции Болгарии |
    Болгариянын Юстиция министрлигинин Жаза аткаруу башкы дирекциясы | BG
National Administration of Penitentiaries of Romania |
    Национальная администрация пенитенциарных учреждений Румынии |
    Румыниянын Пенитенциардык мекемелеринин улуттук администрациясы | RO
UNODC Headquarters, Vienna | Штаб-квартира УНП ООН, Вена | БУУ БКБнын штаб-квартирасы, Вена |
UNODC Programme Office in the Kyrgyz Republic |
    Программный офис УНП ООН в Кыргызской Республике | БУУ БКБнын Кыргыз Республикасындагы программалык кеңсеси |
UNODC Regional Office for Central Asia |
    Региональное представительство УНП ООН в Центральной Азии |
    БУУ БКБнын Борбордук Азиядагы аймактык өкүлчүлүгү |
UNDP in the Kyrgyz Republic | ПРООН в Кыргызской Республике | БУУӨП Кыргыз Республикасында |
United Nations Resident Coordinator Office in the Kyrgyz Republic |
    Офис Постоянного координатора ООН в Кыргызской Республике |
    БУУнун Кыргыз Республикасындагы Туруктуу координаторунун кеңсеси |
OHCHR Regional Office for Central Asia |
    Региональное отделение УВКПЧ для Центральной Азии | АУЖКБнын Борбордук Азия боюнча аймактык бөлүмү |
OSCE Programme Office in Bishkek | Программный офис ОБСЕ в Бишкеке | ЕККУнун Бишкектеги программалык кеңсеси |
International Committee of the Red Cross |
    Международный комитет Красного Креста | Эл аралык Кызыл Крест комитети |
Delegation of the European Union to the Kyrgyz Republic |
    Представительство Европейского союза в Кыргызской Республике |
    Европа Биримдигинин Кыргыз Республикасындагы өкүлчүлүгү |
Embassy of the United States of America in Bishkek |
    Посольство Соединенных Штатов Америки в Бишкеке | Америка Кошмо Штаттарынын Бишкектеги элчилиги |
Spiritual Administration of Muslims of Kyrgyzstan |
    Духовное управление мусульман Кыргызстана | Кыргызстан мусулмандарынын дин башкармалыгы | KG
University of Humanities, Bishkek | Гуманитарный университет, Бишкек | Гуманитардык университет, Бишкек |
Institute of Regional Studies | Институт региональных исследований | Аймактык изилдөөлөр институту |
Association of Prison Psychologists “Demeut” |
    Ассоциация тюремных психологов «Демеут» | «Демөөт» түрмө психологдорунун ассоциациясы |
Legal Clinic “Adep” | Юридическая клиника «Адеп» | «Адеп» юридикалык клиникасы |
Public Foundation “Bilim Jolu” | Общественный фонд «Билим жолу» | «Билим жолу» коомдук фонду |
Public Union “Kabar-Kadam” | Общественное объединение «Кабар-Кадам» | «Кабар-Кадам» коомдук бирикмеси |
Women's Initiative “Sanat-Ayim” | Женская инициатива «Санат-Айым» | «Санат-Айым» аялдар демилгеси |
Youth Centre “Jaratman” | Молодёжный центр «Жаратман» | «Жаратман» жаштар борбору |
Press service of the Ministry of Justice |
    Пресс-служба Министерства юстиции | Юстиция министрлигинин басма сөз кызматы |
News agency “Jetigen Press” | Информационное агентство «Жетиген Пресс» | «Жетиген Пресс» маалымат агенттиги |
Newspaper “Chüy Kabarlary” | Газета «Чүй кабарлары» | «Чүй кабарлары» гезити |
Internet edition “Orto.kg” | Интернет-издание «Orto.kg» | «Orto.kg» интернет-басылмасы |
Radio “Kün Nuru” | Радио «Күн нуру» | «Күн нуру» радиосу |
Television channel “Ala-Too Plus” | Телеканал «Ала-Тоо Плюс» | «Ала-Тоо Плюс» телеканалы |
Interpreters' bureau “Kotormo” | Бюро переводов «Котормо» | «Котормо» котормо бюросу |
Conference technology “Ün” | Конференц-оборудование «Үн» | «Үн» конференц-техникасы |
Transport company “Ak Jol” | Транспортная компания «Ак жол» | «Ак жол» транспорт компаниясы |
Security Service of the venue | Служба безопасности места проведения | Өткөрүлүүчү жайдын коопсуздук кызматы |
State Protection Service | Служба государственной охраны | Мамлекеттик күзөт кызматы | KG
Independent | Независимый эксперт | Көз карандысыз эксперт |
"""


def organisations() -> dict[str, tuple[dict[str, str], str | None]]:
    """Every organisation by its English name: its name in each language, and its State as ISO alpha-2."""
    rows = (line.split("|") for line in TEXTS.replace("\n    ", " ").strip().splitlines())
    cells = ([cell.strip() for cell in row] for row in rows)
    return {en: ({"en": en, "ru": ru, "ky": ky}, state or None) for en, ru, ky, state in cells}
